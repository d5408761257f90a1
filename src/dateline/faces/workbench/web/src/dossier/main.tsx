/* Where the one-file dossier begins. Nothing is asked for from anywhere: the data stand in the page. */
import { render } from "preact";
import { setCountries } from "../names";
import "../style.css";
import { App } from "./app";
import { startChoosing } from "./choosing";
import { held } from "./data";
import "./style.css";

setCountries(held.countries);
startChoosing();
render(<App />, document.getElementById("app")!);
