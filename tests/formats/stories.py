"""The reports that the files in this folder hold. All are invented, as are their outlets, and each says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    title: str
    outlet: str
    day: str  # ISO
    byline: str
    section: str
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.body))

    def date(self, form: str) -> str:
        """The day as "%d %B %Y" and the like write it, in English whatever the machine speaks."""
        months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        from datetime import date

        when = date.fromisoformat(self.day)
        return (
            form.replace("%B", months[when.month - 1])
            .replace("%b", months[when.month - 1][:3])
            .replace("%A", days[when.weekday()])
            .replace("%a", days[when.weekday()][:3])
            .replace("%d", str(when.day))
            .replace("%D", f"{when.day:02}")
            .replace("%Y", str(when.year))
        )


INVENTED = "This report was invented to test a computer program, and none of it happened."
STORIES = (
    Story(
        "Harbour pilots in Lindhaven walk out over night shifts",
        "The Lindhaven Courier",
        "2015-03-03",
        "Jonna Aske",
        "Section A; Column 0; Foreign Desk; Pg. 4",
        (
            "LINDHAVEN, March 3 - Harbour pilots walked off their boats on Tuesday in a dispute over night shifts, and nine "
            "ships waited outside the breakwater.",
            "The pilots' union said that 140 of its members had joined the strike. The port's owner, Lindhaven Docks, "
            "accused the union of breaking an agreement signed in January.",
            "“We will not be sent out for a third night without sleep,” said the union's chairwoman, Mette Orlo.",
            INVENTED,
        ),
    ),
    Story(
        "Ministers agree to pay for the island ferry until autumn",
        "The Northern Gazette",
        "2015-03-04",
        "Pavel Sund",
        "NEWS; Pg. 11",
        (
            "The ministers of transport of Ostvik and Sarn agreed on Wednesday to pay for the island ferry until the autumn.",
            "The agreement, signed in Sarn, promises 4 million crowns for new engines. A spokesman for the islanders "
            "welcomed it, but demanded that the ferry be kept for good.",
            INVENTED,
        ),
    ),
    Story(
        "Police hold two men after fire at bus depot",
        "Ostvik Evening Mail",
        "2015-03-05",
        "Staff Reporter",
        "LOCAL; Pg. 2",
        (
            "Police in Ostvik arrested two men on Thursday after a fire destroyed six buses.",
            "A witness said the men had threatened a guard the evening before. Nobody was hurt: the depot was empty.",
            "The mayor asked anyone who had filmed the fire to come forward.",
            INVENTED,
        ),
    ),
)
