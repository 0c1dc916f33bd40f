-- A database as the first schema (0001) made it, with data. It stays as it is: later schemas are tested by opening it.
PRAGMA application_id = 1196576338;
BEGIN TRANSACTION;
CREATE TABLE cards (
	exercise TEXT NOT NULL, 
	held JSON NOT NULL, 
	reviewed DATETIME, 
	CONSTRAINT pk_cards PRIMARY KEY (exercise)
);
INSERT INTO "cards" VALUES('dropped-webhooks/quiz/1','{"card_id": 1, "state": 1, "step": 1, "stability": 2.3065, "difficulty": 2.118103970459016, "due": "2026-05-04T09:40:15.123456+00:00", "last_review": "2026-05-04T09:30:15.123456+00:00"}','2026-05-04 09:30:15.123456');
CREATE TABLE greenroom_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT greenroom_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "greenroom_version" VALUES('0001');
CREATE TABLE rehearsals (
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	place TEXT NOT NULL, 
	state TEXT NOT NULL, 
	session JSON NOT NULL, 
	created DATETIME NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_rehearsals PRIMARY KEY (id)
);
INSERT INTO "rehearsals" VALUES('00000000-0000-4000-8000-000000000002',1,'terminal','answering','{"question": "Tell me about a time you failed.", "level": "senior", "framework": "amazon", "walkthrough": "", "state": "answering", "draft": "Our billing job failed most Mondays.", "draft_seconds": 12.5, "answer": "", "seconds": 0.0, "at": 0, "asked": [], "version": 1}','2026-05-04 09:30:15.123456','2026-05-04 09:30:15.123456');
CREATE TABLE segments (
	rehearsal_id TEXT NOT NULL, 
	turn INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	mime TEXT NOT NULL, 
	data BLOB NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (rehearsal_id, turn, number), 
	CONSTRAINT fk_segments_rehearsal_id FOREIGN KEY(rehearsal_id) REFERENCES rehearsals (id) ON DELETE CASCADE
);
INSERT INTO "segments" VALUES('00000000-0000-4000-8000-000000000002',0,0,'audio/webm;codecs=opus',X'1A45DFA300FF','2026-05-04 09:30:15.123456');
INSERT INTO "segments" VALUES('00000000-0000-4000-8000-000000000002',0,1,'audio/webm;codecs=opus',X'7365636F6E64','2026-05-04 09:30:15.123456');
CREATE TABLE settings (
	"key" TEXT NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY ("key")
);
INSERT INTO "settings" VALUES('level','"senior"');
INSERT INTO "settings" VALUES('nothing','null');
CREATE TABLE stories (
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	sections JSON, 
	principles JSON NOT NULL, 
	created DATETIME NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_stories PRIMARY KEY (id)
);
INSERT INTO "stories" VALUES('00000000-0000-4000-8000-000000000001',2,'Dropped webhooks','I pulled the logs. «Ünïcode» ''''quotes''''','{"situation": "Webhooks were lost.", "action": "I pulled the logs."}','["ownership", "dive-deep"]','2026-05-04 09:30:15.123456','2026-05-04 10:30:15.123456');
CREATE TABLE takes (
	id TEXT NOT NULL, 
	story_id TEXT, 
	rehearsal_id TEXT, 
	text TEXT NOT NULL, 
	question TEXT, 
	level TEXT NOT NULL, 
	framework TEXT NOT NULL, 
	rating JSON NOT NULL, 
	seconds FLOAT, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_takes PRIMARY KEY (id), 
	CONSTRAINT fk_takes_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE SET NULL, 
	CONSTRAINT fk_takes_rehearsal_id FOREIGN KEY(rehearsal_id) REFERENCES rehearsals (id) ON DELETE SET NULL
);
INSERT INTO "takes" VALUES('00000000-0000-4000-8000-000000000003','00000000-0000-4000-8000-000000000001','00000000-0000-4000-8000-000000000002','I fixed it.','Why?','sde2','amazon','{"judged": true, "votes": {"sde2": 3}}',61.5,'2026-05-04 09:30:15.123456');
INSERT INTO "takes" VALUES('00000000-0000-4000-8000-000000000004',NULL,NULL,'It broke.',NULL,'senior','structured','{"judged": false}',NULL,'2026-05-04 09:30:15.123456');
CREATE INDEX ix_stories_updated ON stories (updated);
CREATE INDEX ix_rehearsals_updated ON rehearsals (updated);
CREATE INDEX ix_takes_story_id ON takes (story_id);
CREATE INDEX ix_takes_rehearsal_id ON takes (rehearsal_id);
CREATE INDEX ix_takes_created ON takes (created);
COMMIT;
