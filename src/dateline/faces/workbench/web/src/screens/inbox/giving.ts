/* Handing files over: one after the other, each as it is; what was not taken is said. Once the server has a file, it is
   read whether this page is open or not. */
import { signal } from "@preact/signals";
import { refresh, Refused, send } from "../../api";
import { href } from "../../router";
import { t } from "./strings";
import type { Job } from "./types";

const LARGEST = 200_000_000; // bytes, as tray.py
const MOST = 20_000;

export interface Unsaid {
  readonly outlet: string;
  readonly published: string;
}

/** What holds for reports that do not say. */
export const unsaid = signal<Unsaid>({ outlet: "", published: "" });
/** How many of how many files are handed over; null: none just now. */
export const giving = signal<{ readonly n: number; readonly all: number } | null>(null);
export const notTaken = signal<readonly { readonly name: string; readonly why: string }[]>([]);

interface Named {
  readonly file: File;
  readonly name: string;
}

const hidden = (name: string): boolean => name.split("/").some((part) => part.startsWith("."));

const stay = (event: BeforeUnloadEvent): void => event.preventDefault();

export async function give(files: readonly Named[]): Promise<void> {
  const wanted = files.filter(({ name }) => !hidden(name)).slice(0, MOST);
  if (!wanted.length || giving.value) return;
  window.addEventListener("beforeunload", stay);
  notTaken.value = [];
  let job: string | null = null;
  for (const [at, { file, name }] of wanted.entries()) {
    giving.value = { n: at + 1, all: wanted.length };
    job = (await handed(file, name, job, wanted.length)) ?? job;
  }
  giving.value = null;
  window.removeEventListener("beforeunload", stay);
  refresh();
}

async function handed(file: File, name: string, job: string | null, files: number): Promise<string | null> {
  const { outlet, published } = unsaid.value;
  try {
    if (file.size > LARGEST) throw new Refused(413, "TooLarge", t("toolarge", { n: LARGEST / 1e6 }));
    const body = file.slice(0, file.size, "application/octet-stream");
    return (await send<Job>("POST", href("/inbox/files", { name, job, files, outlet, published }), body, { quiet: true })).id;
  } catch (error) {
    notTaken.value = [...notTaken.value, { name, why: error instanceof Error ? error.message : String(error) }];
    return null;
  }
}

/** The files of a choice; of a folder with their way in it. */
export const chosenFiles = (list: FileList | null): Named[] =>
  [...(list ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name }));

/** What was dropped: files, and all that lies in folders. */
export async function dropped(data: DataTransfer): Promise<Named[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (!entries.length) return chosenFiles(data.files);
  return (await Promise.all(entries.map(under))).flat().slice(0, MOST);
}

async function under(entry: FileSystemEntry): Promise<Named[]> {
  const name = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) return [{ file: await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed)), name }];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: Named[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed)); // at most 100 at once
    if (!some.length) return all;
    for (const each of some) all.push(...(await under(each)));
  }
}
