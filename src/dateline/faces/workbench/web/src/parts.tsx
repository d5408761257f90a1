/* The small parts all screens are made of. (Parts that know what a date or a party is stand in facts.tsx.)

     <Button keys="m" onClick={merge} disabled={n < 2}>Merge</Button>        shows its key; kind: plain | main | quiet
     <Chip label="type:protest" onRemove={…} />   <Chip label="new" count={12} pressed onClick={…} />
     <Facet title="Type" field="type" counts={[["PROTEST", 12]]} name={(v) => named("type", v)} />
                                              adds or removes type:PROTEST in `q` of the address
     <Empty title="Nothing here yet" text="…"><Button>Try the sample</Button></Empty>
     <Failed error={error} retry={refresh} />                                 an error of useTwin, in words
     <Waiting />                                                              while there is nothing to show yet
     <Panel title="Figures" aside={<a …>all</a>}>…</Panel>                    a titled section of a page
     <Dialog title="Why joined" onClose={…}>…</Dialog>                        modal; Escape closes; focus comes back
     <Tabs label="Ledger" current={tab} tabs={[{ id, label, count }]} param="tab" />   links: the tab is in the address
     <Sparkline values={[1, 4, 2]} label="reports a month" />                 says its numbers to screen readers
     <Help term="independent" />                                              a "?" with the sentence of names.ts
     <Segmented label="View" param="view" current={view} choices={[["lanes", "Lanes"], …]} />   links too
     <Pager page={1} size={100} total={1204} />                               `page` in the address, from 1
     <Total>{t("found", { n })}</Total>                                       read out when it changes
     <Menu label="Copy as" keys="y" items={[{ label, run, note }]} />         a button that opens a list
*/
import type { ComponentChildren, JSX } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Refused } from "./api";
import { letters, isLetter, shown, useKeys, useModal } from "./keys";
import { explained, named, type CodeKind } from "./names";
import { holds, part, toggled } from "./query";
import { href, merged, place, put } from "./router";
import { number, t } from "./strings";

export function Kbd({ keys }: { keys: string }) {
  return isLetter(keys) && !letters.value ? null : <kbd aria-hidden="true">{shown(keys)}</kbd>;
}

export interface ButtonProps extends Omit<JSX.IntrinsicElements["button"], "label"> {
  readonly keys?: string | undefined; // shown, not bound: bind it with useKeys
  readonly kind?: "plain" | "main" | "quiet" | "icon";
}

export function Button({ keys, kind = "plain", class: also, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`button ${kind} ${also ?? ""}`} aria-keyshortcuts={keys?.replace(" ", "+")}>
      {children}
      {keys ? <Kbd keys={keys} /> : null}
    </button>
  );
}

export interface ChipProps {
  readonly label: ComponentChildren;
  readonly name?: string; // for screen readers, where the label is no plain text
  readonly count?: number;
  readonly pressed?: boolean;
  readonly onClick?: () => void;
  readonly onRemove?: () => void;
  readonly title?: string;
}

export function Chip({ label, name, count, pressed, onClick, onRemove, title }: ChipProps) {
  const inside = (
    <>
      <bdi>{label}</bdi>
      {count === undefined ? null : <span class="count">{number(count)}</span>}
    </>
  );
  const what = name ?? (typeof label === "string" ? label : "");
  return (
    <span class={`chip ${pressed ? "pressed" : ""}`} title={title}>
      {onClick ? (
        <button type="button" aria-pressed={pressed} onClick={onClick}>{inside}</button>
      ) : (
        <span class="inner">{inside}</span>
      )}
      {onRemove ? <button type="button" class="drop" aria-label={t("remove", { what })} onClick={onRemove}>×</button> : null}
    </span>
  );
}

export interface FacetProps {
  readonly title: string;
  readonly field: string; // of the query language
  readonly counts: readonly (readonly [value: string, many: number])[];
  readonly name?: (value: string) => string;
}

/** Counts of one field; a click adds `field:value` to `q`, another takes it away. */
export function Facet({ title, field, counts, name = (value) => value }: FacetProps) {
  const q = place.value.params.q ?? "";
  if (!counts.length) return null;
  return (
    <section class="facet">
      <h3>{title}</h3>
      <div class="chips">
        {counts.map(([value, many]) => (
          <Chip key={value} label={name(value)} count={many} pressed={holds(q, part(field, value))}
            onClick={() => put({ q: toggled(q, part(field, value)) })} />
        ))}
      </div>
    </section>
  );
}

export function Empty({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      {children ? <div class="actions">{children}</div> : null}
    </div>
  );
}

export function Failed({ error, retry }: { error: Refused; retry?: () => void }) {
  if (error.code === "BadQuery") return <p class="soft">{t("load.query")}</p>; // the search box says what is wrong
  return (
    <div class="failed" role="alert">
      <strong>{t("load.failed")}</strong>
      <p>{error.message}</p>
      {retry ? <Button onClick={retry}>{t("load.again")}</Button> : null}
    </div>
  );
}

export function Waiting() {
  return <p class="waiting" role="status">{t("load.wait")}</p>;
}

export interface PanelProps {
  readonly title: ComponentChildren;
  readonly aside?: ComponentChildren;
  readonly class?: string;
  readonly id?: string;
  readonly level?: 2 | 3;
  readonly children?: ComponentChildren;
}

export function Panel({ title, aside, children, level = 2, class: also, id }: PanelProps) {
  const head = useId();
  const Heading = `h${level}` as "h2";
  return (
    <section class={`panel ${also ?? ""}`} id={id} aria-labelledby={head}>
      <div class="panel-head"><Heading id={head}>{title}</Heading>{aside ? <div class="aside">{aside}</div> : null}</div>
      {children}
    </section>
  );
}

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** The browser's own <dialog>: it keeps the focus inside and gives it back. It is open before the next key comes, so that
    what is typed right after the key that opens it is not lost: hence no useEffect, which waits for the paint. */
export function Dialog({ title, onClose, class: also, children }: DialogProps) {
  const own = useRef<HTMLDialogElement>(null);
  const head = useId();
  useModal([{ key: "Escape", does: t("close"), run: onClose }], title);
  useLayoutEffect(() => {
    const [before, dialog] = [document.activeElement, own.current!];
    dialog.showModal();
    return () => {
      dialog.close(); // first: while it is open, nothing outside can have the focus
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={own} class={`dialog ${also ?? ""}`} aria-labelledby={head}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onMouseDown={(event) => { if (event.target === own.current) onClose(); }}>
      <div class="dialog-inner">
        <div class="panel-head">
          <h2 id={head}>{title}</h2>
          <Button kind="icon" aria-label={t("close")} onClick={onClose}>×</Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

export interface Tab { readonly id: string; readonly label: string; readonly count?: number | undefined }

/** Tabs that are links: which one is open stands in the address. The first is what an address without it means. */
export function Tabs({ label, tabs, current, param = "tab" }: { label: string; tabs: readonly Tab[]; current: string; param?: string }) {
  const { path, params } = place.value;
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ id, label: name, count }, at) => (
        <a key={id} href={href(path, merged(params, { [param]: at ? id : null, page: null }))} aria-current={id === current ? "page" : undefined}>
          {name}{count === undefined ? null : <span class="count">{number(count)}</span>}
        </a>
      ))}
    </nav>
  );
}

export interface SegmentedProps {
  readonly label: string;
  readonly param: string;
  readonly current: string;
  readonly choices: readonly (readonly [id: string, label: string])[];
}

/** A choice of a few, in the address; the first is the usual one. */
export function Segmented({ label, param, current, choices }: SegmentedProps) {
  const { path, params } = place.value;
  return (
    <nav class="segmented" aria-label={label}>
      <span class="label" aria-hidden="true">{label}</span>
      {choices.map(([id, name], at) => (
        <a key={id} href={href(path, merged(params, { [param]: at ? id : null, page: null }))} aria-current={id === current ? "true" : undefined}>{name}</a>
      ))}
    </nav>
  );
}

export function Sparkline({ values, label, width = 84, height = 20 }: { values: readonly number[]; label: string; width?: number; height?: number }) {
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  return (
    <svg class="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}: ${values.map(number).join(", ")}`}>
      {values.map((value, at) => {
        const tall = value ? Math.max(1.5, (value / most) * height) : 0.5;
        return <rect key={at} x={at * step} y={height - tall} width={Math.max(1, step - 1)} height={tall} />;
      })}
    </svg>
  );
}

/** A term, and its sentence when asked. */
export function Help({ term, kind = "term" }: { term: string; kind?: CodeKind }) {
  const [open, show] = useState(false);
  const sentence = explained(kind, term);
  const id = useId();
  if (!sentence) return null;
  return (
    <span class="help">
      <button type="button" aria-label={`${t("more.help")} ${named(kind, term)}`} aria-expanded={open} aria-controls={id}
        title={sentence} onClick={() => show(!open)} onBlur={() => show(false)}>?</button>
      <span id={id} role="status" class="help-text" hidden={!open}>{open ? sentence : ""}</span>
    </span>
  );
}

export function Pager({ page, size, total }: { page: number; size: number; total: number }) {
  const { path, params } = place.value;
  if (total <= size) return null;
  const at = (to: number): string => href(path, merged(params, { page: to > 1 ? to : null }));
  return (
    <nav class="pager" aria-label={t("page.pages")}>
      {page > 1 ? <a class="button plain" rel="prev" href={at(page - 1)}>← {t("page.previous")}</a> : null}
      <span>{t("page.of", { first: (page - 1) * size + 1, last: Math.min(total, page * size), total })}</span>
      {page * size < total ? <a class="button plain" rel="next" href={at(page + 1)}>{t("page.next")} →</a> : null}
    </nav>
  );
}

/** How many were found; told to screen readers when it changes. */
export function Total({ children }: { children: ComponentChildren }) {
  return <p class="total" role="status">{children}</p>;
}

export interface Item {
  readonly label: string;
  readonly run: () => void;
  readonly note?: string | undefined;
  readonly checked?: boolean;
  readonly drop?: { readonly label: string; readonly run: () => void } | undefined; // a small × behind it
}
export interface MenuProps {
  readonly label: ComponentChildren;
  readonly name?: string; // where the label is a sign
  readonly keys?: string;
  readonly scope?: string;
  readonly items: readonly Item[];
  readonly children?: ComponentChildren; // below the items
  readonly onOpen?: () => void;
}

/** A button that opens a list of deeds: arrows move, Enter does, Escape closes. */
export function Menu({ label, name, keys, scope, items, children, onOpen }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const show = (): void => { onOpen?.(); setOpen(true); };
  useKeys(keys ? [{ key: keys, does: name ?? String(label), run: () => (open ? setOpen(false) : show()) }] : [], scope ?? t("scope.everywhere"));
  useLayoutEffect(() => { // the next key is for the list
    if (!open) return;
    const away = (event: Event): void => { if (!box.current?.contains(event.target as Node)) setOpen(false); };
    document.addEventListener("pointerdown", away);
    box.current?.querySelector<HTMLElement>(".menu-list button, .menu-list input")?.focus();
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    const all = [...(box.current?.querySelectorAll<HTMLElement>(".menu-list button, .menu-list input") ?? [])];
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Escape") {
      setOpen(false);
      box.current?.querySelector<HTMLElement>("button")?.focus();
    } else if (step) {
      all[(all.indexOf(document.activeElement as HTMLElement) + step + all.length) % all.length]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div class="menu" ref={box} onKeyDown={onKeyDown}>
      <Button kind="quiet" keys={keys} aria-expanded={open} aria-controls={id} aria-label={typeof label === "string" ? undefined : name} onClick={() => (open ? setOpen(false) : show())}>{label}</Button>
      {open ? (
        <div class="menu-list" id={id}>
          <ul>
            {items.map((item) => (
              <li key={item.label}>
                <button type="button" aria-pressed={item.checked} onClick={() => { setOpen(false); item.run(); }}>
                  <span>{item.label}</span>{item.note ? <small>{item.note}</small> : null}
                </button>
                {item.drop ? <Button kind="icon" aria-label={item.drop.label} title={item.drop.label} onClick={item.drop.run}>×</Button> : null}
              </li>
            ))}
          </ul>
          {children}
        </div>
      ) : null}
    </div>
  );
}
