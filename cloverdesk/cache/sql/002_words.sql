-- What free words are looked up in; cache/search.py alone knows these tables. rowid = key of the object.
-- `exact` holds what is found only as a whole: amounts and the state.

CREATE VIRTUAL TABLE charge_words USING fts5 (
  id, card, customer, state, exact,
  content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE refund_words USING fts5 (
  id, state, reason, exact,
  content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
