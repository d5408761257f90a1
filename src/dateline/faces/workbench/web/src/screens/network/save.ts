/* A drawing as a file of its own: its looks written into it, with its title, its filters and its legend below. */
export interface Said { readonly title: string; readonly lines: readonly string[] }

const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linecap", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "stroke-linejoin", "dominant-baseline", "display"];
const LINE = 18;

export function asFile(svg: SVGSVGElement, said: Said): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg.querySelectorAll<SVGElement>("*"), copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, at) => {
    const looks = window.getComputedStyle(element);
    for (const look of LOOKS) to[at]!.setAttribute(look, looks.getPropertyValue(look));
    for (const name of ["class", "data-row", "data-peek", "tabindex", "role"]) to[at]!.removeAttribute(name);
  });
  const { width, height } = svg.viewBox.baseVal;
  const paper = window.getComputedStyle(document.body);
  const ink = paper.getPropertyValue("color");
  const whole = height + LINE * (said.lines.length + 2);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${whole}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(whole));
  for (const name of ["class", "tabindex", "role"]) copy.removeAttribute(name);
  copy.prepend(made("title", {}, said.title), made("rect", { width: String(width), height: String(whole), fill: paper.getPropertyValue("background-color") }));
  [said.title, ...said.lines].forEach((line, at) => {
    copy.append(made("text", { x: "12", y: String(height + LINE * (at + 1)), fill: ink, "font-family": "sans-serif", "font-size": at ? "12" : "14", "font-weight": at ? "400" : "600" }, line));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

function made(name: string, values: Readonly<Record<string, string>>, text?: string): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Lets the browser save it; the name tells the filters, so that a file found later says what it shows. */
export function save(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const fileName = (parts: readonly (string | null | undefined)[]): string =>
  `${parts.filter(Boolean).join(" ").replace(/[^\p{L}\p{N}.,-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 120)}.svg`;
