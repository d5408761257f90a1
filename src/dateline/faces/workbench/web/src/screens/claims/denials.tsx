/* What is denied or doubted: the incident, who says so, and under it who says that it is not so. */
import { useRef } from "preact/hooks";
import { go } from "../../router";
import { useList } from "../../table";
import { CardRow } from "../incidents/card";
import { Said } from "../incidents/claims";
import { c } from "./strings";
import type { DenialRow, Ledger } from "./types";

const MANY = 3;

export function Denials({ data }: { data: Ledger<DenialRow> }) {
  const box = useRef<HTMLDivElement>(null);
  useList(box, { open: (id) => go(`/incidents/${id}`) });
  return (
    <div class="denials" ref={box}>
      {data.rows.map((row) => (
        <section key={row.id} class="panel">
          <CardRow card={row} level={2} />
          <div class="denial">
            <section><h3>{c("asserted")}</h3>
              {row.said.length ? <ul class="said">{row.said.slice(0, MANY).map((claim) => <Said key={claim.report + claim.claim + claim.stance} claim={claim} />)}</ul> : <p class="soft">{c("nobody")}</p>}
              {row.said.length > MANY ? <p><a href={`/incidents/${row.id}#claims`}>+{row.said.length - MANY}</a></p> : null}
            </section>
            <section class="against"><h3>{c("denied")}</h3>
              <ul class="said">{row.denied.map((claim) => <Said key={claim.report + claim.claim + claim.stance} claim={claim} />)}</ul>
            </section>
          </div>
        </section>
      ))}
    </div>
  );
}
