import { render } from "preact";
import { App } from "./app.tsx";
import { followLinks } from "./router.ts";
import "./style.css";

followLinks();
const root = document.querySelector("#desk");
if (root !== null) render(<App />, root);
