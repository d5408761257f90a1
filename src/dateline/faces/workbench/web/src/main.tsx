/* Where it begins: the address, the keys, the session, then the frame. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { startJudging } from "./judge";
import { startKeys } from "./keys";
import { startPeek } from "./peek";
import { place, startRouter } from "./router";
import { askAhead, screenAt } from "./screens";
import { startSession } from "./session";
import { Shell } from "./shell";
import "./style.css";
import { startTheme } from "./theme";

void screenAt(place.value.path)?.load().catch(() => undefined); // its file is on its way while the frame is drawn
startTheme();
startRouter();
effect(askAhead);
startKeys();
startPeek();
startSession();
startJudging();
render(<Shell />, document.getElementById("app")!);
