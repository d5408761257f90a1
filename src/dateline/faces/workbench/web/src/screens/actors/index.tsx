/* /actors: the parties by how often they act. /actors/NAME: one of them. */
import { rest } from "../../screens";
import { List } from "./list";
import { One } from "./one";
import "./style.css";

export default function Actors() {
  const name = rest();
  return name ? <One name={name} /> : <List />;
}
