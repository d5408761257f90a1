-- A store of format 5, as the Dateline of that time made it: tables, and rows of two reports.
CREATE SCHEMA kept;
CREATE TABLE kept.accounts(report VARCHAR, "event" VARCHAR, id BIGINT, number BIGINT, since BIGINT, "copy" BIGINT, lead BIGINT, component BIGINT, incident VARCHAR, body VARCHAR);
CREATE TABLE kept.bands(hash BIGINT, "text" BIGINT);
CREATE TABLE kept.batches(number BIGINT, "at" VARCHAR, reports BIGINT);
CREATE TABLE kept.bonds(id BIGINT, report VARCHAR, day_from BIGINT, day_to BIGINT);
CREATE TABLE kept.ends(bond BIGINT, deed BIGINT);
CREATE TABLE kept.keys(hash BIGINT, day_from BIGINT, day_to BIGINT, id BIGINT);
CREATE TABLE kept.parties(hash BIGINT, id BIGINT);
CREATE TABLE kept.records(id VARCHAR, report VARCHAR, dateline VARCHAR, reader VARCHAR, codebook VARCHAR, number BIGINT, body VARCHAR);
CREATE TABLE kept.signatures(report VARCHAR, words BIGINT, whole BIGINT, "text" BIGINT);
CREATE TABLE kept.store(format BIGINT, purge BOOLEAN, shape VARCHAR);
CREATE TABLE kept.stories(report VARCHAR, body VARCHAR);
CREATE TABLE kept.story_keys(hash BIGINT, "day" BIGINT, report VARCHAR);
CREATE TABLE actors(report VARCHAR, id VARCHAR, "name" VARCHAR, kind VARCHAR, country VARCHAR, sector VARCHAR, sectors VARCHAR, candidates VARCHAR);
CREATE TABLE aliases(id VARCHAR, incident VARCHAR);
CREATE TABLE changes(number BIGINT, "at" VARCHAR, what VARCHAR, incident VARCHAR, "others" VARCHAR, field VARCHAR, "before" VARCHAR, "after" VARCHAR, reason VARCHAR);
CREATE TABLE claims(report VARCHAR, id VARCHAR, actor VARCHAR, "source" VARCHAR, cue VARCHAR, "content" VARCHAR, form VARCHAR, stance VARCHAR, "within" VARCHAR);
CREATE TABLE commitments(incident VARCHAR, kind VARCHAR, actor VARCHAR, owed_to VARCHAR, condition VARCHAR, deadline DATE, state VARCHAR, settled_by VARCHAR, settled_by_event VARCHAR, settled_on DATE, as_of DATE, open_until DATE);
CREATE TABLE coverage(report VARCHAR, "day" DATE, country VARCHAR, region VARCHAR);
CREATE TABLE decisions(id VARCHAR, "at" VARCHAR, "by" VARCHAR, what VARCHAR, body VARCHAR, active BOOLEAN);
CREATE TABLE event_aliases(old_event VARCHAR, report VARCHAR, "event" VARCHAR);
CREATE TABLE event_claims(report VARCHAR, "event" VARCHAR, claim VARCHAR, stance VARCHAR);
CREATE TABLE events(report VARCHAR, id VARCHAR, "type" VARCHAR, modes VARCHAR, contexts VARCHAR, quad VARCHAR, score DOUBLE, event_code VARCHAR, event_root_code VARCHAR, quad_class BIGINT, goldstein_scale DOUBLE, status VARCHAR, historical BOOLEAN, disputed BOOLEAN, confidence DOUBLE, claim VARCHAR, trigger_words VARCHAR, start_char BIGINT, end_char BIGINT, evidence VARCHAR, condition VARCHAR, deadline DATE, deadline_time VARCHAR, time_start DATE, time_end DATE, time_grain VARCHAR, time_basis VARCHAR, place VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid BIGINT, "precision" VARCHAR);
CREATE TABLE evidence(report VARCHAR, of_kind VARCHAR, of_id VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE failures("source" VARCHAR, "error" VARCHAR, message VARCHAR);
CREATE TABLE figures(report VARCHAR, "event" VARCHAR, kind VARCHAR, low DOUBLE, high DOUBLE, claim VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE headings(report VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE incident_claims(incident VARCHAR, report VARCHAR, claim VARCHAR, stance VARCHAR);
CREATE TABLE incident_figures(incident VARCHAR, kind VARCHAR, report VARCHAR, "event" VARCHAR, low DOUBLE, high DOUBLE, "by" VARCHAR, date DATE, words VARCHAR, start_char BIGINT, end_char BIGINT, contested BOOLEAN, updated BOOLEAN);
CREATE TABLE incident_parties(incident VARCHAR, side VARCHAR, "name" VARCHAR, country VARCHAR, sector VARCHAR, kind VARCHAR, tellings BIGINT);
CREATE TABLE incidents(id VARCHAR, "label" VARCHAR, "type" VARCHAR, modes VARCHAR, contexts VARCHAR, quad VARCHAR, score DOUBLE, status VARCHAR, historical BOOLEAN, disputed BOOLEAN, time_start DATE, time_end DATE, time_grain VARCHAR, time_basis VARCHAR, place VARCHAR, region VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid BIGINT, "precision" VARCHAR, reports BIGINT, outlets BIGINT, independent BIGINT, first_told DATE, last_told DATE, confidence DOUBLE);
CREATE TABLE instruments(report VARCHAR, "event" VARCHAR, kind VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE links(a_report VARCHAR, a_event VARCHAR, b_report VARCHAR, b_event VARCHAR, weight DOUBLE, reasons VARCHAR, made BIGINT, a BIGINT, b BIGINT);
CREATE TABLE mentions(report VARCHAR, actor VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE "names"(report VARCHAR, "label" VARCHAR, actor VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE participants(report VARCHAR, "event" VARCHAR, "role" VARCHAR, actor VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT, then_country VARCHAR, then_sector VARCHAR, then_title VARCHAR);
CREATE TABLE places(report VARCHAR, "name" VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid BIGINT, "precision" VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT, "use" VARCHAR, "within" VARCHAR, reason VARCHAR, runner_up VARCHAR, runner_up_country VARCHAR, runner_up_geonameid BIGINT);
CREATE TABLE reasons(report VARCHAR, start_day DATE, end_day DATE, why VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE relations(report VARCHAR, subject VARCHAR, relation VARCHAR, "object" VARCHAR, holding VARCHAR, evidence VARCHAR, time_start DATE, time_end DATE, claim VARCHAR);
CREATE TABLE reports(id VARCHAR, "ref" VARCHAR, title VARCHAR, outlet VARCHAR, url VARCHAR, "language" VARCHAR, published_start DATE, published_end DATE, published_basis VARCHAR, "text" VARCHAR, record VARCHAR, "family" VARCHAR, number BIGINT);
CREATE TABLE roles(report VARCHAR, actor VARCHAR, title VARCHAR, organization VARCHAR, start_day DATE, end_day DATE, holding VARCHAR, basis VARCHAR);
CREATE TABLE tellings(incident VARCHAR, report VARCHAR, "event" VARCHAR);
CREATE TABLE times(report VARCHAR, "type" VARCHAR, "value" VARCHAR, from_day DATE, to_day DATE, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE tombstones(report VARCHAR, when_ VARCHAR, who VARCHAR, why VARCHAR, digest VARCHAR);
INSERT INTO kept.accounts VALUES
('749654806a3cf80d', 'e749654806a3cf80d', 5855840886808235417, 2, 739680, 8719395801128845354, 5855840886808235417, 3962276420526679167, 'b785f3f1d081d9c6', '[["749654806a3cf80d","e749654806a3cf80d","COERCE",["arrest"],"arrest",["arrest"],"real",[["police",["police"],"NOR","COP",false,"government",[],[]]],[["two men",["men","two"],null,null,false,"population",[],[]]],[739677,739677],false,"oslo",true,"NOR",[["detained",2.0,2.0]],false,null,null,[739680,739680],false,true,false,[0,59],"Police "," two men in Oslo on Monday, a minister said.",["arrest","men","minist","monday","oslo","polic"],["men","minist","monday","oslo"],{"polic":0.2794,"arrest":0.4708,"men":0.1815,"oslo":0.6077,"monday":0.5459},null,true,[]],"Police arrested two men in Oslo on Monday",[7,15],["legal"],"material conflict",-7.0,"occurred",0.8,["2026-03-02","2026-03-02","day",[35,41],"relative"],["Oslo","NOR",59.9,10.7,3143244,"city",[27,31]],[["police","NOR","COP","government"]],[["two men",null,null,"population"]],[["detained",2.0,2.0,"a minister",[16,19],"two"]],[["c1","asserts"],["c2","denies"]],"Wire",["2026-03-05","2026-03-05"],"82f78b6f83725ef3"]');
INSERT INTO kept.bands VALUES
(5763734142836640034, 2),
(7566749082681240931, 1);
INSERT INTO kept.batches VALUES
(1, '2026-11-26T14:06:09.753+00:00', 2),
(2, '2026-11-26T21:15:49.972+00:00', 0);
INSERT INTO kept.keys VALUES
(272911452789485779, 739676, 739678, 5855840886808235417),
(923831534782052396, 739676, 739678, 5855840886808235417),
(967896478208766956, 739676, 739678, 5855840886808235417),
(1133061453259670068, 739676, 739678, 5855840886808235417),
(1153366878342969080, 739676, 739678, 5855840886808235417),
(1414932237221970175, 739676, 739678, 5855840886808235417),
(1718294520779107230, 739676, 739678, 5855840886808235417),
(1822803368881675449, 739676, 739678, 5855840886808235417),
(2601362263180433684, 739676, 739678, 5855840886808235417),
(2948165774712183430, 739676, 739678, 5855840886808235417),
(2975795720981280363, 739676, 739678, 5855840886808235417),
(3490177225013466644, 739676, 739678, 5855840886808235417),
(3749934103121696330, 739676, 739678, 5855840886808235417),
(3899614533274374393, 739676, 739678, 5855840886808235417),
(4019681690883919367, 739676, 739678, 5855840886808235417),
(4471274920847415988, 739676, 739678, 5855840886808235417),
(4867938701484044899, 739676, 739678, 5855840886808235417),
(5057617108741907661, 739676, 739678, 5855840886808235417),
(5625864763123783610, 739676, 739678, 5855840886808235417),
(6518589567671193656, 739676, 739678, 5855840886808235417),
(6916499922055126025, 739676, 739678, 5855840886808235417),
(7223670116961665832, 739676, 739678, 5855840886808235417),
(7312382137620548451, 739676, 739678, 5855840886808235417),
(7486863259551169710, 739676, 739678, 5855840886808235417),
(7569387620047941652, 739676, 739678, 5855840886808235417),
(7660841981469002704, 739676, 739678, 5855840886808235417),
(8290029038386163557, 739676, 739678, 5855840886808235417),
(8453892372103701374, 739676, 739678, 5855840886808235417),
(8593540471256068186, 739676, 739678, 5855840886808235417),
(9199481678228261684, 739676, 739678, 5855840886808235417);
INSERT INTO kept.parties VALUES
(631537581991887971, 5855840886808235417),
(1070934611800957516, 5855840886808235417),
(4318701580251543186, 5855840886808235417),
(4513731378550085553, 5855840886808235417),
(4639168660526802502, 5855840886808235417),
(5485537893288914872, 5855840886808235417),
(6024925304723868954, 5855840886808235417),
(6550355245042712336, 5855840886808235417),
(8359827790268633838, 5855840886808235417);
INSERT INTO kept.records VALUES
('2e4896ea681bd251', '749654806a3cf80d', '1', 'reader', 'codebook', 1, '{"report":{"id":"749654806a3cf80d","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated","reasons":[]},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[0,6]],"roles":[],"candidates":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[16,23]],"roles":[],"candidates":[]}],"events":[{"id":"e749654806a3cf80d","type":"COERCE","modes":["arrest"],"contexts":["legal"],"quad":"material conflict","score":-7.0,"actors":[{"actor":"a1","start":0,"end":6,"then":null}],"recipients":[{"actor":"a2","start":16,"end":23,"then":null}],"trigger":[7,15],"evidence":[[0,41]],"status":"occurred","historical":false,"condition":null,"deadline":null,"deadline_time":null,"time":{"start":"2026-03-02","end":"2026-03-02","grain":"day","text":[35,41],"basis":"relative"},"place":{"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","text":[27,31]},"instrument":[],"figures":[{"kind":"detained","low":2.0,"high":2.0,"text":[16,19],"claim":"c1"}],"claims":[{"claim":"c1","stance":"asserts"},{"claim":"c2","stance":"denies"}],"claim":"c1","disputed":true,"confidence":0.8}],"claims":[{"id":"c1","source":{"actor":null,"spans":[[43,53]]},"cue":[[54,58]],"content":[[0,41]],"form":"indirect","stance":"asserts","within":null,"events":["e749654806a3cf80d"]},{"id":"c2","source":{"actor":null,"spans":[[60,69]]},"cue":[[70,76]],"content":[[77,79]],"form":"indirect","stance":"denies","within":null,"events":["e749654806a3cf80d"]}],"relations":[],"names":[{"start":27,"end":31,"label":"place","actor":null}],"times":[{"start":35,"end":41,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":27,"end":31,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","use":"name","within":null,"reason":null,"runner_up":null}],"made":{"dateline":"1","reader":"reader","codebook":"codebook"}}'),
('560a4210b9bf0836', 'af7fb7defb9ee57b', '1', 'reader', 'codebook', 2, '{"report":{"id":"af7fb7defb9ee57b","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated","reasons":[]},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[21,27]],"roles":[],"candidates":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[37,44]],"roles":[],"candidates":[]}],"events":[{"id":"eaf7fb7defb9ee57b","type":"COERCE","modes":["arrest"],"contexts":["legal"],"quad":"material conflict","score":-7.0,"actors":[{"actor":"a1","start":21,"end":27,"then":null}],"recipients":[{"actor":"a2","start":37,"end":44,"then":null}],"trigger":[28,36],"evidence":[[0,62]],"status":"occurred","historical":false,"condition":null,"deadline":null,"deadline_time":null,"time":{"start":"2026-03-02","end":"2026-03-02","grain":"day","text":[56,62],"basis":"relative"},"place":{"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","text":[48,52]},"instrument":[],"figures":[{"kind":"detained","low":2.0,"high":2.0,"text":[37,40],"claim":"c1"}],"claims":[{"claim":"c1","stance":"asserts"},{"claim":"c2","stance":"denies"}],"claim":"c1","disputed":true,"confidence":0.8}],"claims":[{"id":"c1","source":{"actor":null,"spans":[[64,74]]},"cue":[[75,79]],"content":[[0,62]],"form":"indirect","stance":"asserts","within":null,"events":["eaf7fb7defb9ee57b"]},{"id":"c2","source":{"actor":null,"spans":[[81,90]]},"cue":[[91,97]],"content":[[98,100]],"form":"indirect","stance":"denies","within":null,"events":["eaf7fb7defb9ee57b"]}],"relations":[],"names":[{"start":48,"end":52,"label":"place","actor":null}],"times":[{"start":56,"end":62,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":48,"end":52,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","use":"name","within":null,"reason":null,"runner_up":null}],"made":{"dateline":"1","reader":"reader","codebook":"codebook"}}'),
('8fd4e998a40ee391', '749654806a3cf80d', '2', 'reader', 'codebook', 3, '{"report":{"id":"749654806a3cf80d","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated","reasons":[]},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[0,6]],"roles":[],"candidates":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[16,23]],"roles":[],"candidates":[]}],"events":[{"id":"e749654806a3cf80d","type":"COERCE","modes":["arrest"],"contexts":["legal"],"quad":"material conflict","score":-7.0,"actors":[{"actor":"a1","start":0,"end":6,"then":null}],"recipients":[{"actor":"a2","start":16,"end":23,"then":null}],"trigger":[7,15],"evidence":[[0,41]],"status":"occurred","historical":false,"condition":null,"deadline":null,"deadline_time":null,"time":{"start":"2026-03-02","end":"2026-03-02","grain":"day","text":[35,41],"basis":"relative"},"place":{"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","text":[27,31]},"instrument":[],"figures":[{"kind":"detained","low":2.0,"high":2.0,"text":[16,19],"claim":"c1"}],"claims":[{"claim":"c1","stance":"asserts"},{"claim":"c2","stance":"denies"}],"claim":"c1","disputed":true,"confidence":0.8}],"claims":[{"id":"c1","source":{"actor":null,"spans":[[43,53]]},"cue":[[54,58]],"content":[[0,41]],"form":"indirect","stance":"asserts","within":null,"events":["e749654806a3cf80d"]},{"id":"c2","source":{"actor":null,"spans":[[60,69]]},"cue":[[70,76]],"content":[[77,79]],"form":"indirect","stance":"denies","within":null,"events":["e749654806a3cf80d"]}],"relations":[],"names":[],"times":[{"start":35,"end":41,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":27,"end":31,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","use":"name","within":null,"reason":null,"runner_up":null}],"made":{"dateline":"2","reader":"reader","codebook":"codebook"}}'),
('a068585606f07553', 'af7fb7defb9ee57b', '2', 'reader', 'codebook', 4, '{"report":{"id":"af7fb7defb9ee57b","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated","reasons":[]},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[21,27]],"roles":[],"candidates":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[37,44]],"roles":[],"candidates":[]}],"events":[],"claims":[],"relations":[],"names":[{"start":48,"end":52,"label":"place","actor":null}],"times":[{"start":56,"end":62,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":48,"end":52,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","use":"name","within":null,"reason":null,"runner_up":null}],"made":{"dateline":"2","reader":"reader","codebook":"codebook"}}');
INSERT INTO kept.signatures VALUES
('749654806a3cf80d', 15, 7566749082681240931, 1),
('af7fb7defb9ee57b', 19, 5763734142836640034, 2);
INSERT INTO kept.store VALUES
(5, false, 'd587b33a01846641');
INSERT INTO kept.stories VALUES
('749654806a3cf80d', '{"polic":0.2849,"arrest":0.2667,"men":0.1028,"oslo":0.6198,"monday":0.5567,"minist":0.1684,"union":0.1554,"deni":0.3009}');
INSERT INTO kept.story_keys VALUES
(262595699182056341, 739680, '749654806a3cf80d'),
(385342183811965498, 739680, '749654806a3cf80d'),
(448240915513523769, 739680, '749654806a3cf80d'),
(707416305585955960, 739680, '749654806a3cf80d'),
(748807056635419959, 739680, '749654806a3cf80d'),
(830453334508850105, 739680, '749654806a3cf80d'),
(958497085649695157, 739680, '749654806a3cf80d'),
(1401799462777082199, 739680, '749654806a3cf80d'),
(1601770925008263208, 739680, '749654806a3cf80d'),
(1745822712053328011, 739680, '749654806a3cf80d'),
(1776094963935139113, 739680, '749654806a3cf80d'),
(2114687872345608721, 739680, '749654806a3cf80d'),
(2513087054212856759, 739680, '749654806a3cf80d'),
(2787246924388490495, 739680, '749654806a3cf80d'),
(3026341597002831706, 739680, '749654806a3cf80d'),
(3099793126071982429, 739680, '749654806a3cf80d'),
(3129375287855406329, 739680, '749654806a3cf80d'),
(3448832926249331483, 739680, '749654806a3cf80d'),
(3780817689313911121, 739680, '749654806a3cf80d'),
(4104793844339750612, 739680, '749654806a3cf80d'),
(4369950736642735968, 739680, '749654806a3cf80d'),
(4904236140528772931, 739680, '749654806a3cf80d'),
(4925193491159991734, 739680, '749654806a3cf80d'),
(6542619197105167077, 739680, '749654806a3cf80d'),
(6582495099290544155, 739680, '749654806a3cf80d'),
(6616093984334936258, 739680, '749654806a3cf80d'),
(7191032773627500311, 739680, '749654806a3cf80d'),
(7278912799731164175, 739680, '749654806a3cf80d'),
(7498261077706840761, 739680, '749654806a3cf80d');
INSERT INTO actors VALUES
('749654806a3cf80d', 'a1', 'police', 'government', 'NOR', 'COP', NULL, NULL),
('749654806a3cf80d', 'a2', 'two men', 'population', NULL, NULL, NULL, NULL),
('af7fb7defb9ee57b', 'a1', 'police', 'government', 'NOR', 'COP', NULL, NULL),
('af7fb7defb9ee57b', 'a2', 'two men', 'population', NULL, NULL, NULL, NULL);
INSERT INTO aliases VALUES
('b785f3f1d081d9c6', 'b785f3f1d081d9c6');
INSERT INTO changes VALUES
(1, '2026-11-26T14:06:09.753+00:00', 'added', 'b785f3f1d081d9c6', NULL, NULL, NULL, NULL, 'told by 749654806a3cf80d');
INSERT INTO claims VALUES
('749654806a3cf80d', 'c1', NULL, 'a minister', 'said', 'Police arrested two men in Oslo on Monday', 'indirect', 'asserts', NULL),
('749654806a3cf80d', 'c2', NULL, 'The union', 'denied', 'it', 'indirect', 'denies', NULL);
INSERT INTO coverage VALUES
('749654806a3cf80d', '2026-03-05', 'NOR', 'Oslo County'),
('749654806a3cf80d', '2026-03-05', 'NOR', NULL),
('af7fb7defb9ee57b', '2026-03-05', 'NOR', 'Oslo County'),
('af7fb7defb9ee57b', '2026-03-05', 'NOR', NULL);
INSERT INTO event_claims VALUES
('749654806a3cf80d', 'e749654806a3cf80d', 'c1', 'asserts'),
('749654806a3cf80d', 'e749654806a3cf80d', 'c2', 'denies');
INSERT INTO events VALUES
('749654806a3cf80d', 'e749654806a3cf80d', 'COERCE', 'arrest', 'legal', 'material conflict', -7.0, '173', '17', 4, -5.0, 'occurred', false, true, 0.8, 'c1', 'arrested', 7, 15, 'Police arrested two men in Oslo on Monday', NULL, NULL, NULL, '2026-03-02', '2026-03-02', 'day', 'relative', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city');
INSERT INTO evidence VALUES
('749654806a3cf80d', 'claim', 'c1', 'Police arrested two men in Oslo on Monday', 0, 41),
('749654806a3cf80d', 'claim', 'c2', 'it', 77, 79),
('749654806a3cf80d', 'event', 'e749654806a3cf80d', 'Police arrested two men in Oslo on Monday', 0, 41);
INSERT INTO failures VALUES
('a.pdf', 'UnreadableInput', 'a.pdf: a picture; make it text first');
INSERT INTO figures VALUES
('749654806a3cf80d', 'e749654806a3cf80d', 'detained', 2.0, 2.0, 'c1', 'two', 16, 19);
INSERT INTO incident_claims VALUES
('b785f3f1d081d9c6', '749654806a3cf80d', 'c1', 'asserts'),
('b785f3f1d081d9c6', '749654806a3cf80d', 'c2', 'denies');
INSERT INTO incident_figures VALUES
('b785f3f1d081d9c6', 'detained', '749654806a3cf80d', 'e749654806a3cf80d', 2.0, 2.0, 'a minister', '2026-03-05', 'two', 16, 19, false, false);
INSERT INTO incident_parties VALUES
('b785f3f1d081d9c6', 'actor', 'police', 'NOR', 'COP', 'government', 1),
('b785f3f1d081d9c6', 'recipient', 'two men', NULL, NULL, 'population', 1);
INSERT INTO incidents VALUES
('b785f3f1d081d9c6', 'Police arrested two men in Oslo on Monday', 'COERCE', 'arrest', 'legal', 'material conflict', -7.0, 'occurred', false, true, '2026-03-02', '2026-03-02', 'day', 'relative', 'Oslo', 'Oslo County', 'NOR', 59.9, 10.7, 3143244, 'city', 1, 1, 1, '2026-03-05', '2026-03-05', 0.8);
INSERT INTO mentions VALUES
('749654806a3cf80d', 'a1', 'Police', 0, 6),
('749654806a3cf80d', 'a2', 'two men', 16, 23),
('af7fb7defb9ee57b', 'a1', 'Police', 21, 27),
('af7fb7defb9ee57b', 'a2', 'two men', 37, 44);
INSERT INTO names VALUES
('af7fb7defb9ee57b', 'place', NULL, 'Oslo', 48, 52);
INSERT INTO participants VALUES
('749654806a3cf80d', 'e749654806a3cf80d', 'actor', 'a1', 'Police', 0, 6, NULL, NULL, NULL),
('749654806a3cf80d', 'e749654806a3cf80d', 'recipient', 'a2', 'two men', 16, 23, NULL, NULL, NULL);
INSERT INTO places VALUES
('749654806a3cf80d', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city', 'Oslo', 27, 31, 'name', NULL, NULL, NULL, NULL, NULL),
('af7fb7defb9ee57b', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city', 'Oslo', 48, 52, 'name', NULL, NULL, NULL, NULL, NULL);
INSERT INTO reports VALUES
('749654806a3cf80d', 'r1', 'Two held', 'Wire', NULL, 'en', '2026-03-05', '2026-03-05', 'stated', 'Police arrested two men in Oslo on Monday, a minister said. The union denied it.', '8fd4e998a40ee391', '749654806a3cf80d', 1),
('af7fb7defb9ee57b', 'r1', 'Two held', 'Wire', NULL, 'en', '2026-03-05', '2026-03-05', 'stated', 'It rained in Bergen. Police arrested two men in Oslo on Monday, a minister said. The union denied it.', 'a068585606f07553', 'af7fb7defb9ee57b', 2);
INSERT INTO tellings VALUES
('b785f3f1d081d9c6', '749654806a3cf80d', 'e749654806a3cf80d');
INSERT INTO times VALUES
('749654806a3cf80d', 'DATE', '2026-03-02', '2026-03-02', '2026-03-02', 'Monday', 35, 41),
('af7fb7defb9ee57b', 'DATE', '2026-03-02', '2026-03-02', '2026-03-02', 'Monday', 56, 62);
