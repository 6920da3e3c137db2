-- The journal: every change by a person, appended and never altered. What the window shows is folded from it.
CREATE TABLE origin (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id <> '')
) STRICT;

-- Row keys of subjects are small integers of this file alone; `id` is 16 bytes for a UUID, text for anything else.
CREATE TABLE subject (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  id ANY NOT NULL CHECK (typeof(id) IN ('blob', 'text')),
  UNIQUE (kind, id)
) STRICT;

-- A stub holds its place in the chain (origin, number, digest, hash) and no content.
CREATE TABLE entry (
  origin INTEGER NOT NULL REFERENCES origin (key),
  number INTEGER NOT NULL CHECK (number >= 1),
  clock INTEGER CHECK (clock > 0),
  at TEXT,
  "by" TEXT,
  subject INTEGER REFERENCES subject (key),
  kind TEXT,
  body TEXT CHECK (json_valid(body)),
  follows TEXT CHECK (json_valid(follows)),
  salt BLOB,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (origin, number),
  CHECK (
    (clock IS NULL) = (at IS NULL) AND (clock IS NULL) = ("by" IS NULL) AND (clock IS NULL) = (subject IS NULL)
    AND (clock IS NULL) = (kind IS NULL) AND (clock IS NULL) = (body IS NULL)
    AND (clock IS NULL) = (follows IS NULL) AND (clock IS NULL) = (salt IS NULL)
  )
) STRICT;

CREATE INDEX entry_subject ON entry (subject, clock, origin, number);

CREATE INDEX entry_clock ON entry (clock);

-- Open only inside the one transaction that fills or makes stubs; empty at every other moment.
CREATE TABLE local_stub_gate (
  is_open INTEGER PRIMARY KEY CHECK (is_open = 1)
) STRICT;

CREATE TRIGGER entry_keeps_its_content BEFORE UPDATE ON entry
WHEN NOT EXISTS (SELECT 1 FROM local_stub_gate)
  OR NEW.origin IS NOT OLD.origin OR NEW.number IS NOT OLD.number
  OR NEW.digest IS NOT OLD.digest OR NEW.hash IS NOT OLD.hash
  OR (NEW.clock IS NULL) = (OLD.clock IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'entries are never altered');
END;

-- INSERT OR REPLACE would delete without a word.
CREATE TRIGGER entry_is_new BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE origin = NEW.origin AND number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'entries are never replaced');
END;

CREATE TRIGGER entry_stays BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'entries are never deleted');
END;

CREATE TRIGGER subject_keeps_its_id BEFORE UPDATE ON subject
BEGIN
  SELECT RAISE(ABORT, 'subjects are never altered');
END;

CREATE TRIGGER subject_stays BEFORE DELETE ON subject
BEGIN
  SELECT RAISE(ABORT, 'subjects are never deleted');
END;

CREATE TRIGGER origin_keeps_its_id BEFORE UPDATE ON origin
BEGIN
  SELECT RAISE(ABORT, 'origins are never altered');
END;

CREATE TRIGGER origin_stays BEFORE DELETE ON origin
BEGIN
  SELECT RAISE(ABORT, 'origins are never deleted');
END;

-- What belongs to this laptop alone: settings, drafts, the state of the window.
CREATE TABLE local_value (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Subjects changed while all rows are re-made: their new rows are made again before the swap.
CREATE TABLE local_stale (
  subject INTEGER PRIMARY KEY
) STRICT;
