-- What free words are looked up in; cache/search.py alone knows these tables. rowid = key of the object.

CREATE VIRTUAL TABLE charge_words USING fts5 (
  id, card, customer, state, amount,
  content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE refund_words USING fts5 (
  id, state, reason, amount,
  content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
