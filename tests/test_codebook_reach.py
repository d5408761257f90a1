"""Every type, every mode and every context can be reached: a sentence for each, coded as a reader's report is."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline import code
from dateline.codebook import load
from dateline.codebook.frames import read

MODES = [
    ("AGREE", None, "Norway agreed to mediate between the two sides."),
    ("SUPPORT", None, "The union endorsed the mayor."),
    ("CONCEDE", None, "The ministry apologised to the families."),
    ("COOPERATE", None, "Peru and Chile held joint naval exercises."),
    ("AID", None, "Japan sent blankets to the refugees."),
    ("CONSULT", "visit", "The Kenyan president visited Uganda on Monday."),
    ("CONSULT", "third-party", "Norway brokered a truce between the rebels and the army."),
    ("CONSULT", "multilateral", "Leaders of nine African states held a summit in Lusaka."),
    ("CONSULT", "phone", "The chancellor telephoned the Polish premier."),
    ("RETREAT", "withdraw", "The army withdrew its troops from the valley."),
    ("RETREAT", "release", "The rebels released four hostages."),
    ("RETREAT", "disarm", "The militia laid down its arms."),
    ("RETREAT", "ceasefire", "Both armies observed the ceasefire."),
    ("RETREAT", "access", "The government allowed inspectors into the camp."),
    ("RETREAT", "resign", "The interior minister resigned on Friday."),
    ("REQUEST", "assist", "The mayor asked the army for help."),
    ("REQUEST", "change", "Students demanded reforms from the government."),
    ("REQUEST", "yield", "The bishop urged the rebels to release the hostages."),
    ("REQUEST", "meet", "The opposition called on the president to hold talks."),
    ("ACCUSE", "disapprove", "The union criticised the minister."),
    ("ACCUSE", "investigate", "Prosecutors are investigating the governor."),
    ("ACCUSE", "allege", "The farmers accused the police of beating a boy."),
    ("REJECT", "assist", "The government refused to help the refugees."),
    ("REJECT", "change", "The king refused to change the law."),
    ("REJECT", "yield", "The rebels refused to release the prisoners."),
    ("REJECT", "meet", "The premier refused to meet the strikers."),
    ("THREATEN", "restrict", "The ministry threatened to close the border."),
    ("THREATEN", "arrest", "The police threatened to arrest the marchers."),
    ("THREATEN", "relations", "Ecuador threatened to break off relations with Peru."),
    ("THREATEN", "expel", "The government threatened to deport the students."),
    ("THREATEN", "territory", "The general threatened to annex the island."),
    ("THREATEN", "violence", "The rebels threatened to kill the hostages."),
    ("PROTEST", "demo", "Teachers marched through Lima against the minister."),
    ("PROTEST", "riot", "Football fans rioted in the port."),
    ("PROTEST", "strike", "Dockers went on strike in Odessa."),
    ("PROTEST", "hunger", "Three prisoners went on hunger strike."),
    ("PROTEST", "boycott", "The unions boycotted the election."),
    ("PROTEST", "obstruct", "Farmers blocked the highway with tractors."),
    ("PROTEST", "vandalize", "Protesters smashed the windows of the ministry."),
    ("SANCTION", "convict", "A court convicted the general of fraud."),
    ("SANCTION", "expel", "Chad expelled the French ambassador."),
    ("SANCTION", "withdraw", "Spain recalled its ambassador from Caracas."),
    ("SANCTION", "discontinue", "Morocco broke off relations with Iran."),
    ("MOBILIZE", "troops", "Turkey massed troops on the border."),
    ("MOBILIZE", "weapons", "The navy sent two warships to the strait."),
    ("MOBILIZE", "police", "The governor deployed riot police in the port."),
    ("MOBILIZE", "militia", "The warlord mobilised his militia."),
    ("COERCE", "seize", "Soldiers seized the radio station."),
    ("COERCE", "restrict", "The government banned all rallies."),
    ("COERCE", "censor", "The regime shut down three newspapers."),
    ("COERCE", "curfew", "The mayor imposed a curfew on the city."),
    ("COERCE", "martial-law", "The president declared martial law."),
    ("COERCE", "arrest", "Police arrested five students."),
    ("COERCE", "deport", "The country deported a journalist."),
    ("COERCE", "withhold", "The guards withheld food from the prisoners."),
    ("COERCE", "misinformation", "The agency spread lies about the candidate."),
    ("COERCE", "cyber", "Hackers broke into the computers of the ministry."),
    ("ASSAULT", "abduct", "Gunmen kidnapped two engineers."),
    ("ASSAULT", "beat", "Guards beat the prisoners."),
    ("ASSAULT", "torture", "Officers tortured a student."),
    ("ASSAULT", "sexual", "Soldiers raped three women in the village."),
    ("ASSAULT", "targeted", "Agents assassinated the exiled writer."),
    ("ASSAULT", "destroy", "Rebels destroyed the bridge."),
    ("ASSAULT", "primitive", "A man stabbed a policeman."),
    ("ASSAULT", "firearms", "A gunman shot a judge."),
    ("ASSAULT", "explosives", "Militants blew up a bus."),
    ("ASSAULT", "suicide-attack", "A suicide bomber attacked the barracks."),
    ("ASSAULT", "aerial", "The warplanes bombed the town."),
    ("ASSAULT", "drone", "A drone strike killed two commanders."),
    ("ASSAULT", "heavy-weapons", "The army shelled the village."),
    ("ASSAULT", "crowd-control", "Police fired tear gas at the marchers."),
    ("ASSAULT", "unconventional", "The army attacked the village with chemical weapons."),
]

CONTEXTS = {
    "military": "The general visited the army base.",
    "intelligence": "The spy agency arrested two men.",
    "executive": "The cabinet criticised the bank.",
    "legislative": "Parliament rejected the treaty.",
    "election": "The candidate accused the mayor of rigging the election.",
    "political_institutions": "The party demanded a new constitution.",
    "pro_democracy": "Students marched for democracy in the capital.",
    "pro_autocracy": "Officers staged a coup and arrested the premier.",
    "economic": "Brazil imposed tariffs on China.",
    "legal": "A court convicted the banker.",
    "reparations": "The ministry paid reparations to the survivors.",
    "human_rights": "Amnesty accused the army of human rights abuses.",
    "rights_freedoms": "The regime banned the newspaper, an attack on press freedom.",
    "repression": "The junta arrested dozens of dissidents in a crackdown.",
    "human_security": "The agency sent food to the starving villagers.",
    "gender": "Thousands of women marched against domestic violence.",
    "lgbt": "Police arrested four gay activists.",
    "religion_ethnicity": "Gunmen attacked a mosque.",
    "inequality": "Protesters marched against poverty.",
    "diplomatic": "The ambassador met the foreign minister.",
    "territory": "The two countries clashed over the disputed border.",
    "peacekeeping": "Rebels attacked the peacekeepers.",
    "health": "The charity sent vaccines to the hospitals.",
    "asylum": "Sweden granted asylum to the poet.",
    "migration": "Border guards arrested forty migrants.",
    "disasters": "Japan sent tents to earthquake victims.",
    "natural_resource": "Villagers blocked the road to the copper mine.",
    "environment": "Activists protested against deforestation.",
    "technology": "The ministry banned the satellite channel.",
    "terrorism": "Police arrested a suspected terrorist.",
    "cbrn": "Inspectors accused the lab of enriching uranium.",
    "cyber": "Hackers attacked the bank's website.",
    "misinformation": "The minister accused the channel of spreading fake news.",
    "crime": "Police arrested the gang's leader for robbery.",
    "corruption": "A court convicted the governor of bribery.",
    "illegal_drugs": "Soldiers seized two tonnes of cocaine.",
    "trafficking": "Police arrested nine men for human trafficking.",
}


def test_the_tables_name_every_type_mode_and_context() -> None:
    types = load().types
    assert {kind for kind, _, _ in MODES} == set(types)
    assert {(kind, mode) for kind, mode, _ in MODES if mode} == {(k, m) for k, t in types.items() for m in t.modes}
    assert set(CONTEXTS) == {row["name"] for row in read(files("dateline.codebook") / "contexts.toml")["context"]}


@pytest.mark.parametrize("kind, mode, text", MODES, ids=lambda v: v if v and " " not in v else "")
def test_every_type_and_mode_is_coded(kind: str, mode: str | None, text: str) -> None:
    events = code(text, published="2026-03-05").events
    assert any(e.type == kind and (mode is None or mode in e.modes) for e in events), events


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_context_stands_on_an_event(context: str) -> None:
    events = code(CONTEXTS[context], published="2026-03-05").events
    assert any(context in e.contexts for e in events), events
