import { z } from "zod";

/**
 * Where something stands in its document, so that a person can be led there.
 * Paginated formats give a box in points from the top left corner; text gives line and column; Word, HTML and
 * spreadsheets give their table, row and column, or the paragraph.
 */
export const Place = z.strictObject({
  /** Page, counted from 1; 1 where the format has no pages. */
  page: z.int().min(1),
  /** Box on the page: left, top, right, bottom, in PDF points (1/72 inch), origin top left. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** Line of the text file, counted from 1. */
  line: z.int().min(1).optional(),
  /** Paragraph outside the tables, counted from 1, where a format knows its paragraphs (Word, HTML). */
  paragraph: z.int().min(1).optional(),
  /** Table of the document, counted from 1, where a format knows its tables (Word, HTML). */
  table: z.int().min(1).optional(),
  /** Row of the table or sheet, counted from 1. */
  row: z.int().min(1).optional(),
  /** Name of the sheet of a spreadsheet. */
  sheet: z.string().optional(),
  /** Cell of a sheet, such as "C7". */
  cell: z.string().optional(),
  /** Column: in a text file the UTF-16 position in the line, counted from 1; in a table the column of the grid. */
  column: z.int().min(1).optional(),
});
export type Place = z.infer<typeof Place>;
