/* The query language as far as the front end needs it: cutting a query into its parts, so that each can be a chip.
   The server alone reads what a query means (docs/query.md); here nothing is understood, only kept whole.

     parts('type:protest,aid -rumour "tear gas"')    ["type:protest,aid", "-rumour", '"tear gas"']
     part("actor", "Ana Diaz")                       'actor:"Ana Diaz"'
     holds(q, part("type", "PROTEST"))               whether that part is there, in any case
     toggled(q, part("type", "PROTEST"))             with it, or without where it was there
     without(q, "type:protest")
   A query with OR between its parts is one part: it cannot be taken apart without changing what it means. */

/** The parts that stand side by side at the top; quotation marks and brackets hold together. */
export function parts(q: string): readonly string[] {
  const found: string[] = [];
  let [now, quoted, deep] = ["", false, 0];
  for (const sign of q) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === "(") deep += 1;
    else if (!quoted && sign === ")") deep -= 1;
    if (/\s/.test(sign) && !quoted && deep <= 0) {
      if (now) found.push(now);
      now = "";
    } else now += sign;
  }
  if (now) found.push(now);
  return found.includes("OR") ? [q.trim()] : joinNot(found);
}

/** NOT and AND are written before a part; AND says nothing. */
function joinNot(found: readonly string[]): readonly string[] {
  const all: string[] = [];
  found.forEach((each, at) => {
    if (each === "AND" || each === "NOT") return;
    all.push(found[at - 1] === "NOT" ? `NOT ${each}` : each);
  });
  return all;
}

export function part(field: string, value: string): string {
  const bare = /^[^\s,"():]+$/.test(value) || /^[<>]?=?[\w.-]+$/.test(value);
  return `${field}:${bare ? value : `"${value.replaceAll('"', "")}"`}`;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const holds = (q: string, what: string): boolean => parts(q).some((each) => same(each, what));

export const without = (q: string, what: string): string => parts(q).filter((each) => !same(each, what)).join(" ");

export function toggled(q: string, what: string): string {
  if (holds(q, what)) return without(q, what);
  const all = parts(q);
  const whole = all.length === 1 && / OR /.test(q) ? [`(${q.trim()})`] : all;
  return [...whole, what].join(" ");
}
