import type { Place } from "./place.ts";
import type { PageImage } from "./raster.ts";
import type { Candidate } from "./recognition.ts";

/** A line of a text file. */
export interface TextLine {
  /** Line of the file, counted from 1. */
  line: number;
  text: string;
}

/** A box on a page: left, top, right, bottom, in PDF points (1/72 inch), origin top left of the page as it is looked at. */
export type Box = [left: number, top: number, right: number, bottom: number];

/** A run of text at one place. */
export interface Word {
  text: string;
  box: Box;
  /** Size of the type in points. */
  size: number;
  /** 0 to 1: below 1 where the text layer itself is in doubt (a font without a Unicode map, private-use characters), and in all that was recognised. */
  confidence: number;
  /** What the recognisers saw here, best first; left out where the text was not recognised from a picture. */
  candidates?: Candidate[];
  /** On which sides it goes on out of sight, beyond the edge of the page or of what is shown; left out where it is whole. */
  cut?: { left: boolean; right: boolean };
}

/** A straight line that is drawn on the page, or the thin side of a drawn box: a possible wall of a table. */
export interface Ruling {
  orientation: "horizontal" | "vertical";
  /** y of a horizontal, x of a vertical ruling, in points. */
  at: number;
  /** Where it begins and ends along its direction, from less to more. */
  from: number;
  to: number;
}

/** A cell of a table as a format or the grid tells it. Rows and columns count from 0. */
export interface TableCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  /** Lines of the cell parted by "\n". */
  text: string;
  at: Place;
  /** 0 to 1. */
  confidence: number;
  /** As in a word; left out where the cell was not recognised from a picture. */
  candidates?: Candidate[];
  /** Its text, where it was put together from what stands on several pages side by side. */
  repaired?: string;
}

/** A table, or a piece of running text, in reading order. */
export type Block =
  | { kind: "paragraph"; text: string; at: Place; confidence: number }
  | { kind: "table"; rows: number; columns: number; cells: TableCell[]; page: number; joinedFrom?: number[] };

/** A page of a text format: its lines. */
export interface LinesPage {
  kind: "lines";
  /** Counted from 1. */
  number: number;
  lines: TextLine[];
  /** The file ends in the last line without a line end: the line may have been cut. */
  endsOpen?: true;
}

/** A page, sheet or whole document of a format that knows its own tables (Word, spreadsheets, HTML). */
export interface BlocksPage {
  kind: "blocks";
  number: number;
  blocks: Block[];
}

/** A page of a format that knows where things stand (PDF, OFD, recognised scans). */
export interface PositionedPage {
  kind: "positioned";
  number: number;
  /** In points, as the page is looked at (rotation applied). */
  width: number;
  height: number;
  words: Word[];
  rulings: Ruling[];
  /** Images on the page, largest first: a page that is only an image has nothing else to say. */
  images: Box[];
  /** Gives the picture of the page; left out where the format has none. May reject with a Failure. */
  picture?: () => Promise<PageImage>;
  /** How the page was recognised; left out where its text was there to begin with. */
  recognised?: {
    /** Ids of the engines that read it. */
    recognisers: string[];
    /** Dots per inch of its picture. */
    dpi: number;
    /** By how many degrees it was turned to stand upright, clockwise. */
    turned: number;
    /** Only words whose text layer is garbled were recognised; all places are those of the page itself, not of its upright picture. */
    partly?: true;
  };
}

/** One page as a format hands it on. */
export type Page = LinesPage | BlocksPage | PositionedPage;

/** A cell of a table, or the whole of a paragraph; it does not know what it means. */
export interface Cell {
  /** As printed, line breaks inside the cell kept as "\n". */
  text: string;
  /** Column in the grid of its table, counted from 0. */
  column: number;
  /** Columns it spans, at least 1. */
  span: number;
  at: Place;
  /** 0 to 1: how sure it is that this text stands in this cell. */
  confidence: number;
  /** As in a word; left out where the cell was not recognised from a picture. */
  candidates?: Candidate[];
  /** The text as put together again, where the printed one was cut or misread. */
  repaired?: string;
}

/**
 * One row of cells in reading order. A paragraph is a row of one cell with `table: null`.
 * All rows of a document form one list: tables of such forms are cut by page breaks and run into one another, so that
 * where a table begins and ends is told by its labels, not by its layout.
 */
export interface Row {
  /** Number of the table the row belongs to, counted from 0; null for running text. */
  table: number | null;
  cells: Cell[];
  /** A blank line, a page break or a block boundary stood before this row. */
  gap: boolean;
  page: number;
}

/** What every format becomes: rows in reading order, each text with its place. */
export interface Layout {
  rows: Row[];
  /** Rows were lines with tabs, every cell stood on a line of its own, or the format or the grid told the tables. */
  notation: "tabbed" | "cell-lines" | "tables";
}
