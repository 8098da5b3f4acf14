-- One file per space and environment. Payloads are zlib-compressed canonical JSON.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What we wrote last, per entity: the base of the three-way comparison.
CREATE TABLE base (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,          -- of what the site wanted; '' = look again
    version INTEGER NOT NULL,      -- sys.version after our last write; 0 = an editor's unpublished changes are in it
    state TEXT,                    -- publish state to which both sides are reconciled
    schedule TEXT NOT NULL,
    page TEXT NOT NULL,
    urls TEXT NOT NULL,
    file TEXT NOT NULL,
    certain INTEGER NOT NULL,
    ours BLOB,                     -- NULL = what `seen` holds
    theirs BLOB,                   -- NULL = the same as ours
    PRIMARY KEY (type, id)
) WITHOUT ROWID;

-- What the space held when we last looked.
CREATE TABLE seen (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    content_type TEXT NOT NULL,
    version INTEGER NOT NULL,
    published INTEGER,
    archived INTEGER,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    tags TEXT NOT NULL,
    body BLOB,                     -- fields as the space gave them; NULL = not read at this version
    PRIMARY KEY (type, id)
) WITHOUT ROWID;

CREATE TABLE setup (kind TEXT NOT NULL, id TEXT NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE rename (new TEXT PRIMARY KEY, old TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,
    status TEXT NOT NULL,          -- running, done, partial, failed, interrupted
    summary TEXT NOT NULL
) WITHOUT ROWID;

-- Intent before and result after each write.
CREATE TABLE step (
    seq INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    write TEXT NOT NULL,           -- put, publish, unpublish, archive, unarchive, delete, upload, process, schedule, setup
    version INTEGER,               -- expected before
    digest TEXT NOT NULL,          -- of the content sent; '' when none is
    note TEXT NOT NULL,            -- id of an upload, bulk action or job
    status TEXT NOT NULL,          -- intended, done, stale, failed
    result INTEGER,                -- sys.version after
    error TEXT NOT NULL,
    memory BLOB,                   -- what is to be remembered if a write with unknown fate arrived
    payload BLOB                   -- what was sent, for a create with unknown fate
);

-- Entities as they were before the first write of a run to them; what was remembered of them is in `image_base`.
CREATE TABLE image (
    run TEXT NOT NULL,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    existed INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    published INTEGER,
    archived INTEGER,
    version INTEGER,
    tags TEXT NOT NULL,
    body BLOB,
    after INTEGER,                 -- sys.version when the run was done with it
    PRIMARY KEY (run, type, id)
) WITHOUT ROWID;

CREATE TABLE lock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    holder TEXT NOT NULL,
    run TEXT NOT NULL,
    since TEXT NOT NULL,
    expires REAL NOT NULL
);
