-- Row key = creation second × 4096 + n: row order is time order, so lists need no sort.

CREATE TABLE charges (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  amount_minor INTEGER NOT NULL,
  captured_minor INTEGER NOT NULL,
  refunded_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  tax_minor INTEGER NOT NULL,
  tip_minor INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL,
  auth_code TEXT NOT NULL,
  ref_num TEXT NOT NULL,
  description TEXT NOT NULL,
  external_reference_id TEXT NOT NULL,
  failure_code TEXT NOT NULL,
  failure_message TEXT NOT NULL,
  -- Says what Charge.state says; a test holds the two together.
  state TEXT NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN status = 'failed' THEN 'declined'
      WHEN status <> 'succeeded' THEN 'pending'
      WHEN captured_minor = 0 THEN iif(refunded_minor = 0, 'held', 'released')
      WHEN refunded_minor = 0 THEN 'paid'
      ELSE iif(refunded_minor < captured_minor, 'partly_refunded', 'refunded')
    END
  ) VIRTUAL
) STRICT;

-- Narrow enough to count and to page through without touching the rows.
CREATE INDEX charges_by_key ON charges (key, state);
CREATE INDEX charges_by_state ON charges (state);
CREATE INDEX charges_by_order ON charges (order_id) WHERE order_id <> '';

CREATE TABLE refunds (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  charge_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  refund_type TEXT NOT NULL,
  failure_reason TEXT NOT NULL,
  external_reference_id TEXT NOT NULL
) STRICT;

CREATE INDEX refunds_by_key ON refunds (key);
CREATE INDEX refunds_by_charge ON refunds (charge_id);

CREATE TABLE orders (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  tax_minor INTEGER NOT NULL,
  customer_id TEXT NOT NULL,
  -- JSON arrays, '' while they are not known: ids, and [description, quantity, unit_minor, kind].
  charge_ids TEXT NOT NULL,
  lines TEXT NOT NULL,
  -- Lines that can be given back, NULL while they are not known.
  line_count INTEGER
) STRICT;

-- Which order a charge paid, where only the order says so.
CREATE TABLE order_charges (
  charge_id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX order_charges_by_order ON order_charges (order_id);

-- One row for each feed: how far it has come, and how many rows there are of its kind.
CREATE TABLE marks (
  kind TEXT PRIMARY KEY,
  row_count INTEGER NOT NULL DEFAULT 0,
  looked_ms INTEGER,
  whole INTEGER NOT NULL DEFAULT 0,
  stretches TEXT NOT NULL DEFAULT '[]'
) STRICT, WITHOUT ROWID;

INSERT INTO marks (kind) VALUES ('charge'), ('refund'), ('order');
