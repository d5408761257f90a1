-- A store of format 1, as the Dateline of that time made it: tables, views, and rows of two reports.
CREATE SCHEMA kept;
CREATE TABLE kept.actors(record VARCHAR, report VARCHAR, id VARCHAR, "name" VARCHAR, kind VARCHAR, country VARCHAR, sector VARCHAR, sectors VARCHAR);
CREATE TABLE kept.claims(record VARCHAR, report VARCHAR, id VARCHAR, actor VARCHAR, "source" VARCHAR, cue VARCHAR, "content" VARCHAR, form VARCHAR, stance VARCHAR, "within" VARCHAR);
CREATE TABLE kept.events(record VARCHAR, report VARCHAR, id VARCHAR, "type" VARCHAR, modes VARCHAR, contexts VARCHAR, quad VARCHAR, score DOUBLE, status VARCHAR, historical BOOLEAN, disputed BOOLEAN, confidence DOUBLE, claim VARCHAR, trigger_words VARCHAR, start_char BIGINT, end_char BIGINT, evidence VARCHAR, condition VARCHAR, deadline DATE, deadline_time VARCHAR, time_start DATE, time_end DATE, time_grain VARCHAR, time_basis VARCHAR, place VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid BIGINT, "precision" VARCHAR);
CREATE TABLE kept.event_claims(record VARCHAR, report VARCHAR, "event" VARCHAR, claim VARCHAR, stance VARCHAR);
CREATE TABLE kept.evidence(record VARCHAR, report VARCHAR, of_kind VARCHAR, of_id VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.figures(record VARCHAR, report VARCHAR, "event" VARCHAR, kind VARCHAR, low DOUBLE, high DOUBLE, claim VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.headings(record VARCHAR, report VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.instruments(record VARCHAR, report VARCHAR, "event" VARCHAR, kind VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.mentions(record VARCHAR, report VARCHAR, actor VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept."names"(record VARCHAR, report VARCHAR, "label" VARCHAR, actor VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.participants(record VARCHAR, report VARCHAR, "event" VARCHAR, "role" VARCHAR, actor VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.places(record VARCHAR, report VARCHAR, "name" VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid BIGINT, "precision" VARCHAR, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE kept.records(id VARCHAR PRIMARY KEY, report VARCHAR, dateline VARCHAR, reader VARCHAR, codebook VARCHAR, number BIGINT, body VARCHAR);
CREATE TABLE kept.relations(record VARCHAR, report VARCHAR, subject VARCHAR, relation VARCHAR, "object" VARCHAR, holding VARCHAR, evidence VARCHAR, time_start DATE, time_end DATE, claim VARCHAR);
CREATE TABLE kept.roles(record VARCHAR, report VARCHAR, actor VARCHAR, title VARCHAR, organization VARCHAR, start_day DATE, end_day DATE, holding VARCHAR);
CREATE TABLE kept.store(format INTEGER);
CREATE TABLE kept.times(record VARCHAR, report VARCHAR, "type" VARCHAR, "value" VARCHAR, from_day DATE, to_day DATE, words VARCHAR, start_char BIGINT, end_char BIGINT);
CREATE TABLE failures("source" VARCHAR, "error" VARCHAR, message VARCHAR);
CREATE TABLE reports(id VARCHAR PRIMARY KEY, "ref" VARCHAR, title VARCHAR, outlet VARCHAR, url VARCHAR, "language" VARCHAR, published_start DATE, published_end DATE, published_basis VARCHAR, "text" VARCHAR);
CREATE VIEW kept.newest AS SELECT arg_max(id, number) AS id FROM kept.records GROUP BY report;
CREATE VIEW actors AS SELECT * FROM kept.actors WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW claims AS SELECT * FROM kept.claims WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW events AS SELECT * FROM kept.events WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW event_claims AS SELECT * FROM kept.event_claims WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW evidence AS SELECT * FROM kept.evidence WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW figures AS SELECT * FROM kept.figures WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW headings AS SELECT * FROM kept.headings WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW instruments AS SELECT * FROM kept.instruments WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW mentions AS SELECT * FROM kept.mentions WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW "names" AS SELECT * FROM kept."names" WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW participants AS SELECT * FROM kept.participants WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW places AS SELECT * FROM kept.places WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW records AS SELECT id, report, dateline, reader, codebook, number FROM kept.records WHERE (id = ANY(SELECT id FROM kept.newest));
CREATE VIEW relations AS SELECT * FROM kept.relations WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW roles AS SELECT * FROM kept.roles WHERE (record = ANY(SELECT id FROM kept.newest));
CREATE VIEW times AS SELECT * FROM kept.times WHERE (record = ANY(SELECT id FROM kept.newest));
INSERT INTO kept.actors VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'a1', 'police', 'government', 'NOR', 'COP', NULL),
('2e4896ea681bd251', '749654806a3cf80d', 'a2', 'two men', 'population', NULL, NULL, NULL),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'a1', 'police', 'government', 'NOR', 'COP', NULL),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'a2', 'two men', 'population', NULL, NULL, NULL),
('8fd4e998a40ee391', '749654806a3cf80d', 'a1', 'police', 'government', 'NOR', 'COP', NULL),
('8fd4e998a40ee391', '749654806a3cf80d', 'a2', 'two men', 'population', NULL, NULL, NULL),
('a068585606f07553', 'af7fb7defb9ee57b', 'a1', 'police', 'government', 'NOR', 'COP', NULL),
('a068585606f07553', 'af7fb7defb9ee57b', 'a2', 'two men', 'population', NULL, NULL, NULL);
INSERT INTO kept.claims VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'c1', NULL, 'a minister', 'said', 'Police arrested two men in Oslo on Monday', 'indirect', 'asserts', NULL),
('2e4896ea681bd251', '749654806a3cf80d', 'c2', NULL, 'The union', 'denied', 'it', 'indirect', 'denies', NULL),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'c1', NULL, 'a minister', 'said', 'It rained in Bergen. Police arrested two men in Oslo on Monday', 'indirect', 'asserts', NULL),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'c2', NULL, 'The union', 'denied', 'it', 'indirect', 'denies', NULL),
('8fd4e998a40ee391', '749654806a3cf80d', 'c1', NULL, 'a minister', 'said', 'Police arrested two men in Oslo on Monday', 'indirect', 'asserts', NULL),
('8fd4e998a40ee391', '749654806a3cf80d', 'c2', NULL, 'The union', 'denied', 'it', 'indirect', 'denies', NULL);
INSERT INTO kept.events VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'e749654806a3cf80d', 'COERCE', 'arrest', 'legal', 'material conflict', -7.0, 'occurred', false, true, 0.8, 'c1', 'arrested', 7, 15, 'Police arrested two men in Oslo on Monday', NULL, NULL, NULL, '2026-03-02', '2026-03-02', 'day', 'relative', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city'),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'eaf7fb7defb9ee57b', 'COERCE', 'arrest', 'legal', 'material conflict', -7.0, 'occurred', false, true, 0.8, 'c1', 'arrested', 28, 36, 'It rained in Bergen. Police arrested two men in Oslo on Monday', NULL, NULL, NULL, '2026-03-02', '2026-03-02', 'day', 'relative', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city'),
('8fd4e998a40ee391', '749654806a3cf80d', 'e749654806a3cf80d', 'COERCE', 'arrest', 'legal', 'material conflict', -7.0, 'occurred', false, true, 0.8, 'c1', 'arrested', 7, 15, 'Police arrested two men in Oslo on Monday', NULL, NULL, NULL, '2026-03-02', '2026-03-02', 'day', 'relative', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city');
INSERT INTO kept.event_claims VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'e749654806a3cf80d', 'c1', 'asserts'),
('2e4896ea681bd251', '749654806a3cf80d', 'e749654806a3cf80d', 'c2', 'denies'),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'eaf7fb7defb9ee57b', 'c1', 'asserts'),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'eaf7fb7defb9ee57b', 'c2', 'denies'),
('8fd4e998a40ee391', '749654806a3cf80d', 'e749654806a3cf80d', 'c1', 'asserts'),
('8fd4e998a40ee391', '749654806a3cf80d', 'e749654806a3cf80d', 'c2', 'denies');
INSERT INTO kept.evidence VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'event', 'e749654806a3cf80d', 'Police arrested two men in Oslo on Monday', 0, 41),
('2e4896ea681bd251', '749654806a3cf80d', 'claim', 'c1', 'Police arrested two men in Oslo on Monday', 0, 41),
('2e4896ea681bd251', '749654806a3cf80d', 'claim', 'c2', 'it', 77, 79),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'event', 'eaf7fb7defb9ee57b', 'It rained in Bergen. Police arrested two men in Oslo on Monday', 0, 62),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'claim', 'c1', 'It rained in Bergen. Police arrested two men in Oslo on Monday', 0, 62),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'claim', 'c2', 'it', 98, 100),
('8fd4e998a40ee391', '749654806a3cf80d', 'event', 'e749654806a3cf80d', 'Police arrested two men in Oslo on Monday', 0, 41),
('8fd4e998a40ee391', '749654806a3cf80d', 'claim', 'c1', 'Police arrested two men in Oslo on Monday', 0, 41),
('8fd4e998a40ee391', '749654806a3cf80d', 'claim', 'c2', 'it', 77, 79);
INSERT INTO kept.figures VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'e749654806a3cf80d', 'detained', 2.0, 2.0, 'c1', 'two', 16, 19),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'eaf7fb7defb9ee57b', 'detained', 2.0, 2.0, 'c1', 'two', 37, 40),
('8fd4e998a40ee391', '749654806a3cf80d', 'e749654806a3cf80d', 'detained', 2.0, 2.0, 'c1', 'two', 16, 19);
INSERT INTO kept.mentions VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'a1', 'Police', 0, 6),
('2e4896ea681bd251', '749654806a3cf80d', 'a2', 'two men', 16, 23),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'a1', 'Police', 21, 27),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'a2', 'two men', 37, 44),
('8fd4e998a40ee391', '749654806a3cf80d', 'a1', 'Police', 0, 6),
('8fd4e998a40ee391', '749654806a3cf80d', 'a2', 'two men', 16, 23),
('a068585606f07553', 'af7fb7defb9ee57b', 'a1', 'Police', 21, 27),
('a068585606f07553', 'af7fb7defb9ee57b', 'a2', 'two men', 37, 44);
INSERT INTO kept.names VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'place', NULL, 'Oslo', 27, 31),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'place', NULL, 'Oslo', 48, 52),
('a068585606f07553', 'af7fb7defb9ee57b', 'place', NULL, 'Oslo', 48, 52);
INSERT INTO kept.participants VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'e749654806a3cf80d', 'actor', 'a1', 'Police', 0, 6),
('2e4896ea681bd251', '749654806a3cf80d', 'e749654806a3cf80d', 'recipient', 'a2', 'two men', 16, 23),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'eaf7fb7defb9ee57b', 'actor', 'a1', 'Police', 21, 27),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'eaf7fb7defb9ee57b', 'recipient', 'a2', 'two men', 37, 44),
('8fd4e998a40ee391', '749654806a3cf80d', 'e749654806a3cf80d', 'actor', 'a1', 'Police', 0, 6),
('8fd4e998a40ee391', '749654806a3cf80d', 'e749654806a3cf80d', 'recipient', 'a2', 'two men', 16, 23);
INSERT INTO kept.places VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city', 'Oslo', 27, 31),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city', 'Oslo', 48, 52),
('8fd4e998a40ee391', '749654806a3cf80d', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city', 'Oslo', 27, 31),
('a068585606f07553', 'af7fb7defb9ee57b', 'Oslo', 'NOR', 59.9, 10.7, 3143244, 'city', 'Oslo', 48, 52);
INSERT INTO kept.records VALUES
('2e4896ea681bd251', '749654806a3cf80d', '1', 'reader', 'codebook', 1, '{"report":{"id":"749654806a3cf80d","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated"},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[0,6]],"roles":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[16,23]],"roles":[]}],"events":[{"id":"e749654806a3cf80d","type":"COERCE","modes":["arrest"],"contexts":["legal"],"quad":"material conflict","score":-7.0,"actors":[{"actor":"a1","start":0,"end":6}],"recipients":[{"actor":"a2","start":16,"end":23}],"trigger":[7,15],"evidence":[[0,41]],"status":"occurred","historical":false,"condition":null,"deadline":null,"deadline_time":null,"time":{"start":"2026-03-02","end":"2026-03-02","grain":"day","text":[35,41],"basis":"relative"},"place":{"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","text":[27,31]},"instrument":[],"figures":[{"kind":"detained","low":2.0,"high":2.0,"text":[16,19],"claim":"c1"}],"claims":[{"claim":"c1","stance":"asserts"},{"claim":"c2","stance":"denies"}],"claim":"c1","disputed":true,"confidence":0.8}],"claims":[{"id":"c1","source":{"actor":null,"spans":[[43,53]]},"cue":[[54,58]],"content":[[0,41]],"form":"indirect","stance":"asserts","within":null,"events":["e749654806a3cf80d"]},{"id":"c2","source":{"actor":null,"spans":[[60,69]]},"cue":[[70,76]],"content":[[77,79]],"form":"indirect","stance":"denies","within":null,"events":["e749654806a3cf80d"]}],"relations":[],"names":[{"start":27,"end":31,"label":"place","actor":null}],"times":[{"start":35,"end":41,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":27,"end":31,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city"}],"made":{"dateline":"1","reader":"reader","codebook":"codebook"}}'),
('560a4210b9bf0836', 'af7fb7defb9ee57b', '1', 'reader', 'codebook', 2, '{"report":{"id":"af7fb7defb9ee57b","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated"},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[21,27]],"roles":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[37,44]],"roles":[]}],"events":[{"id":"eaf7fb7defb9ee57b","type":"COERCE","modes":["arrest"],"contexts":["legal"],"quad":"material conflict","score":-7.0,"actors":[{"actor":"a1","start":21,"end":27}],"recipients":[{"actor":"a2","start":37,"end":44}],"trigger":[28,36],"evidence":[[0,62]],"status":"occurred","historical":false,"condition":null,"deadline":null,"deadline_time":null,"time":{"start":"2026-03-02","end":"2026-03-02","grain":"day","text":[56,62],"basis":"relative"},"place":{"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","text":[48,52]},"instrument":[],"figures":[{"kind":"detained","low":2.0,"high":2.0,"text":[37,40],"claim":"c1"}],"claims":[{"claim":"c1","stance":"asserts"},{"claim":"c2","stance":"denies"}],"claim":"c1","disputed":true,"confidence":0.8}],"claims":[{"id":"c1","source":{"actor":null,"spans":[[64,74]]},"cue":[[75,79]],"content":[[0,62]],"form":"indirect","stance":"asserts","within":null,"events":["eaf7fb7defb9ee57b"]},{"id":"c2","source":{"actor":null,"spans":[[81,90]]},"cue":[[91,97]],"content":[[98,100]],"form":"indirect","stance":"denies","within":null,"events":["eaf7fb7defb9ee57b"]}],"relations":[],"names":[{"start":48,"end":52,"label":"place","actor":null}],"times":[{"start":56,"end":62,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":48,"end":52,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city"}],"made":{"dateline":"1","reader":"reader","codebook":"codebook"}}'),
('8fd4e998a40ee391', '749654806a3cf80d', '2', 'reader', 'codebook', 3, '{"report":{"id":"749654806a3cf80d","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated"},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[0,6]],"roles":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[16,23]],"roles":[]}],"events":[{"id":"e749654806a3cf80d","type":"COERCE","modes":["arrest"],"contexts":["legal"],"quad":"material conflict","score":-7.0,"actors":[{"actor":"a1","start":0,"end":6}],"recipients":[{"actor":"a2","start":16,"end":23}],"trigger":[7,15],"evidence":[[0,41]],"status":"occurred","historical":false,"condition":null,"deadline":null,"deadline_time":null,"time":{"start":"2026-03-02","end":"2026-03-02","grain":"day","text":[35,41],"basis":"relative"},"place":{"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city","text":[27,31]},"instrument":[],"figures":[{"kind":"detained","low":2.0,"high":2.0,"text":[16,19],"claim":"c1"}],"claims":[{"claim":"c1","stance":"asserts"},{"claim":"c2","stance":"denies"}],"claim":"c1","disputed":true,"confidence":0.8}],"claims":[{"id":"c1","source":{"actor":null,"spans":[[43,53]]},"cue":[[54,58]],"content":[[0,41]],"form":"indirect","stance":"asserts","within":null,"events":["e749654806a3cf80d"]},{"id":"c2","source":{"actor":null,"spans":[[60,69]]},"cue":[[70,76]],"content":[[77,79]],"form":"indirect","stance":"denies","within":null,"events":["e749654806a3cf80d"]}],"relations":[],"names":[],"times":[{"start":35,"end":41,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":27,"end":31,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city"}],"made":{"dateline":"2","reader":"reader","codebook":"codebook"}}'),
('a068585606f07553', 'af7fb7defb9ee57b', '2', 'reader', 'codebook', 4, '{"report":{"id":"af7fb7defb9ee57b","ref":"r1","title":"Two held","text":"","url":null,"outlet":"Wire","language":"en","published":{"start":"2026-03-05","end":"2026-03-05","basis":"stated"},"dateline":null,"place":null,"found":[],"extra":[]},"headings":[],"actors":[{"id":"a1","name":"police","kind":"government","country":"NOR","sector":"COP","sectors":[],"mentions":[[21,27]],"roles":[]},{"id":"a2","name":"two men","kind":"population","country":null,"sector":null,"sectors":[],"mentions":[[37,44]],"roles":[]}],"events":[],"claims":[],"relations":[],"names":[{"start":48,"end":52,"label":"place","actor":null}],"times":[{"start":56,"end":62,"type":"DATE","value":"2026-03-02","from":"2026-03-02","to":"2026-03-02"}],"places":[{"start":48,"end":52,"name":"Oslo","country":"NOR","lat":59.9,"lon":10.7,"geonameid":3143244,"precision":"city"}],"made":{"dateline":"2","reader":"reader","codebook":"codebook"}}');
INSERT INTO kept.store VALUES
(1);
INSERT INTO kept.times VALUES
('2e4896ea681bd251', '749654806a3cf80d', 'DATE', '2026-03-02', '2026-03-02', '2026-03-02', 'Monday', 35, 41),
('560a4210b9bf0836', 'af7fb7defb9ee57b', 'DATE', '2026-03-02', '2026-03-02', '2026-03-02', 'Monday', 56, 62),
('8fd4e998a40ee391', '749654806a3cf80d', 'DATE', '2026-03-02', '2026-03-02', '2026-03-02', 'Monday', 35, 41),
('a068585606f07553', 'af7fb7defb9ee57b', 'DATE', '2026-03-02', '2026-03-02', '2026-03-02', 'Monday', 56, 62);
INSERT INTO failures VALUES
('a.pdf', 'UnreadableInput', 'a.pdf: a picture; make it text first');
INSERT INTO reports VALUES
('749654806a3cf80d', 'r1', 'Two held', 'Wire', NULL, 'en', '2026-03-05', '2026-03-05', 'stated', 'Police arrested two men in Oslo on Monday, a minister said. The union denied it.'),
('af7fb7defb9ee57b', 'r1', 'Two held', 'Wire', NULL, 'en', '2026-03-05', '2026-03-05', 'stated', 'It rained in Bergen. Police arrested two men in Oslo on Monday, a minister said. The union denied it.');
