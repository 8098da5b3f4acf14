-- What was remembered of an entity before the first write of a run to it: the row of `base`. Without it a rollback would
-- take what an editor had changed by then for the site's.
CREATE TABLE IF NOT EXISTS image_base (
    run TEXT NOT NULL,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT,
    page TEXT NOT NULL,
    urls TEXT NOT NULL,
    file TEXT NOT NULL,
    certain INTEGER NOT NULL,
    ours BLOB,
    theirs BLOB,
    PRIMARY KEY (run, type, id)
) WITHOUT ROWID;

-- What is asked for of all entities at once stands in an index by itself: the tables hold whole documents, and looking
-- through them takes five times as long.
CREATE INDEX IF NOT EXISTS base_head ON base (type, id, version, digest);
CREATE INDEX IF NOT EXISTS seen_head ON seen (type, id, version, updated_at, tags);
CREATE INDEX IF NOT EXISTS step_of_run ON step (run, type, id);
CREATE INDEX IF NOT EXISTS step_open ON step (status) WHERE status = 'intended';
CREATE INDEX IF NOT EXISTS step_upload ON step (seq, note) WHERE write = 'upload' AND status IN ('intended', 'done');
