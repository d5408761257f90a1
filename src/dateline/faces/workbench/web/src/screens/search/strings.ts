/* Words of the search screen. */
import { catalogue } from "../../strings";

export const t = catalogue({
  "begin": "Write words, or fields, or both, into the box above. Like these:",
  "ex.words": "what is told with this word",
  "ex.fields": "protests with Peru on either side",
  "ex.contested": "where speakers give numbers that cannot both be right",
  "ex.due": "promises that fall due within a month",
  "ex.denied": "what somebody denies",
  "ex.sure": "words in a row, without another word, told by two independent voices",
  "total": { one: "{n} incident", other: "{n} incidents" },
  "passages": { one: "{n} report", other: "{n} reports" },
  "ranked": "best first",
  "newest": "newest first",
  "reports": "In reports",
  "untitled": "A report without a title",
  "narrow": "Narrow it down",
  "by.type": "What happened",
  "by.country": "Countries",
  "by.month": "Months",
  "nothing": "Nothing is found",
  "nothingText": "Nothing near it either. Take a word away, or look at all incidents.",
  "instead": "These wider queries would find something:",
  "everything": "everything",
});
