/* Dark, light, or as the system has it. theme.value = "dark" switches and is remembered. */
import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
export const THEMES: readonly Theme[] = ["system", "light", "dark"];
const STORED = "dateline.theme";

function stored(): Theme {
  try {
    const had = window.localStorage.getItem(STORED) as Theme | null;
    return had && THEMES.includes(had) ? had : "system";
  } catch {
    return "system";
  }
}

export const theme = signal<Theme>("system");

export function startTheme(): void {
  theme.value = stored();
  effect(() => {
    const now = theme.value;
    if (now === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = now;
    try {
      window.localStorage.setItem(STORED, now);
    } catch {
      /* for this visit only */
    }
  });
}
