import { pdfOf, show } from "../formats/pdf/pdf-of.ts";

/** A PDF of a page with a word, and a page that is only a picture. */
export const WITH_IMAGE_PAGE = pdfOf([show("text", 50, 50), "q 380 0 0 280 10 10 cm /Im Do Q"], {
  objects: {
    100: "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\na\nendstream",
  },
  resources: "/XObject << /Im 100 0 R >>",
});
