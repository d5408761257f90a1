/* Where it begins: the address, the keys, the session, then the frame. */
import { render } from "preact";
import { startJudging } from "./judge";
import { startKeys } from "./keys";
import { startPeek } from "./peek";
import { startRouter } from "./router";
import { startSession } from "./session";
import { Shell } from "./shell";
import "./style.css";
import { startTheme } from "./theme";

startTheme();
startRouter();
startKeys();
startPeek();
startSession();
startJudging();
render(<Shell />, document.getElementById("app")!);
