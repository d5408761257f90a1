/* What is being added, and how far it is. While something runs and the page is looked at, the server tells; a page that
   is opened later asks first, and then listens too. */
import { useEffect, useState } from "preact/hooks";
import { fetched, refresh, send } from "../../api";
import { Foreign } from "../../facts";
import { Button, Panel } from "../../parts";
import { session } from "../../session";
import { number } from "../../strings";
import { toast } from "../../toasts";
import { t } from "./strings";
import type { Job } from "./types";

const RENEWED = 4000; // ms between two readings of the list while reports come in

const active = (job: Job): boolean => job.state === "waiting" || job.state === "running" || job.state === "stopping";
const came = (jobs: readonly Job[]): number => jobs.reduce((sum, job) => sum + job.new + job.again + job.unread, 0);

/** All jobs; told as they go on. `given` changes when something was handed over. */
export function useJobs(given: unknown): readonly Job[] {
  const [jobs, tell] = useState<readonly Job[]>([]);
  const [seen, look] = useState(document.visibilityState === "visible");
  const running = jobs.some(active);
  useEffect(() => {
    const changed = (): void => look(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);
  useEffect(() => {
    if (seen) void fetched(`/jobs.json?at=${Date.now()}`).then((data) => tell((data as { rows: Job[] }).rows), () => undefined);
  }, [seen, given]);
  useEffect(() => {
    if (!running || !seen) return;
    let last = { at: Date.now(), came: came(jobs) };
    const told = new EventSource("/jobs/events");
    told.onmessage = (event: MessageEvent<string>) => {
      const now = (JSON.parse(event.data) as { jobs: Job[] }).jobs;
      tell(now);
      const ended = !now.some(active);
      if (ended || (came(now) !== last.came && Date.now() - last.at > RENEWED)) {
        last = { at: Date.now(), came: came(now) };
        refresh();
      }
    };
    return () => told.close();
  }, [running, seen]);
  return jobs;
}

const SECONDS = [[3600, "h"], [60, "min"], [1, "s"]] as const;
function lasting(seconds: number): string {
  const [size, unit] = SECONDS.find(([each]) => seconds >= each) ?? [1, "s"];
  return `${number(Math.max(1, Math.round(seconds / size)))} ${unit}`;
}

const done = (job: Job): boolean => job.state === "done";

export function Jobs({ jobs, since }: { jobs: readonly Job[]; since: number }) {
  const shown = jobs.filter((job) => !done(job) || job.unread > 0 || Date.parse(job.at) > since);
  if (!shown.length) return null;
  return (
    <Panel title={t("job.adding")} class="jobs" aside={shown.some(active) ? t("job.tab") : null}>
      <ul>{shown.slice(0, 6).map((job) => <One key={job.id} job={job} />)}</ul>
    </Panel>
  );
}

function One({ job }: { job: Job }) {
  const { state, expected, pace } = job;
  const name = job.files > 1 ? t("job.many", { name: job.name, n: job.files - 1 }) : job.name;
  const left = pace && expected > job.done ? lasting((expected - job.done) / pace) : null;
  const deed = (what: "stop" | "go"): void => {
    send("POST", `/jobs/${job.id}/${what}`).catch((error: Error) => toast(error.message, undefined, "bad"));
  };
  const counts = (["new", "again", "known", "refused", "unread"] as const).filter((what) => job[what] > 0);
  return (
    <li class={`job ${state}`}>
      <div class="job-line">
        <strong><Foreign text={name} /></strong>
        <span class="job-state">{t(`job.${state}`)}</span>
        {session.value?.read_only ? null : state === "running" || state === "waiting"
          ? <Button onClick={() => deed("stop")}>{t("job.stop")}</Button>
          : state === "stopped" ? <Button kind="main" onClick={() => deed("go")}>{t("job.go")}</Button> : null}
      </div>
      {state === "done" ? null : <progress max={Math.max(1, expected)} value={job.done} aria-label={name} />}
      <p class="job-counts">
        {state === "done" ? null : <span>{t("job.of", { done: job.done, all: expected })}</span>}
        {state === "running" && pace ? <span>{t("job.pace", { pace: number(pace) })}</span> : null}
        {state === "running" && left ? <span>{t("job.left", { left })}</span> : null}
        {counts.map((what) => <span key={what} class={what === "unread" ? "bad" : ""}>{t(`job.${what}`, { n: job[what] })}</span>)}
        {job.events ? <span>{t("job.events", { n: job.events })}</span> : null}
      </p>
      {job.trouble ? <p class="job-trouble" role="alert">{job.trouble}</p> : null}
    </li>
  );
}
