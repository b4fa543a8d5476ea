-- Processes that ever ran an operation. Whether one still lives is told by its file lock, not by this table.
CREATE TABLE owners (
    id TEXT PRIMARY KEY,
    os_user TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where each operation stands. `n` is the order of asking; `looks` counts the read-backs of the attempt under way.
CREATE TABLE operations (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    remaining_minor INTEGER,
    whole INTEGER NOT NULL,
    reason TEXT,
    os_user TEXT NOT NULL,
    employee TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    hold_until_ms INTEGER,
    sent_ms INTEGER,
    attempt INTEGER NOT NULL,
    evidence TEXT,
    effect TEXT,
    effect_id TEXT,
    failure TEXT,
    needs_you INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL REFERENCES owners (id)
) STRICT;

-- Two operations never claim the same effect.
CREATE UNIQUE INDEX operations_effect ON operations (effect_id) WHERE effect_id IS NOT NULL;
CREATE INDEX operations_moving ON operations (state, target)
    WHERE state IN ('drafted', 'held', 'sending', 'unknown');

-- Every step of every operation. Appended, never changed.
CREATE TABLE steps (
    operation TEXT NOT NULL REFERENCES operations (id),
    n INTEGER NOT NULL,
    state TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (operation, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER steps_stay BEFORE UPDATE ON steps
BEGIN
    SELECT RAISE(ABORT, 'a step is never changed');
END;

CREATE TRIGGER steps_remain BEFORE DELETE ON steps
BEGIN
    SELECT RAISE(ABORT, 'a step is never deleted');
END;

CREATE TRIGGER operations_remain BEFORE DELETE ON operations
BEGIN
    SELECT RAISE(ABORT, 'an operation is never deleted');
END;

CREATE TRIGGER operations_stay BEFORE UPDATE OF id, kind, target, amount_minor, currency, created_ms ON operations
BEGIN
    SELECT RAISE(ABORT, 'what was asked for is never changed');
END;
