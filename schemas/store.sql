-- 0001-index
CREATE TABLE [files] (
   [name] TEXT PRIMARY KEY,
   [lines] INTEGER,
   [sha256] TEXT,
   [size] INTEGER,
   [modified] INTEGER
) STRICT;
CREATE TABLE [articles] (
   [id] TEXT PRIMARY KEY,
   [position] INTEGER NOT NULL,
   [path] TEXT NOT NULL,
   [title] TEXT,
   [published] TEXT,
   [publisher] TEXT,
   [url] TEXT,
   [language] TEXT,
   [digest] TEXT NOT NULL,
   [text] TEXT NOT NULL,
   [record] TEXT NOT NULL
) STRICT;
create index articles_by_position on articles (position);
CREATE TABLE [mentions] (
   [n] INTEGER PRIMARY KEY,
   [id] TEXT NOT NULL,
   [article_id] TEXT NOT NULL,
   [type] TEXT NOT NULL,
   [start] INTEGER,
   [end] INTEGER,
   [text] TEXT,
   [rule] TEXT,
   [record] TEXT NOT NULL
) STRICT;
create index mentions_by_article_id on mentions (article_id);
CREATE TABLE [claims] (
   [n] INTEGER PRIMARY KEY,
   [claim_id] TEXT NOT NULL,
   [article_id] TEXT NOT NULL,
   [subject] TEXT,
   [company_id] TEXT,
   [metric] TEXT,
   [metric_key] TEXT,
   [kind] TEXT,
   [value] TEXT,
   [low] TEXT,
   [high] TEXT,
   [number] REAL,
   [unit] TEXT,
   [per] TEXT,
   [value_kind] TEXT,
   [modifier] TEXT,
   [direction] TEXT,
   [baseline] TEXT,
   [period] TEXT,
   [period_start] TEXT,
   [period_end] TEXT,
   [realis] TEXT NOT NULL,
   [modality] TEXT,
   [polarity] TEXT NOT NULL,
   [source] TEXT,
   [source_company_id] TEXT,
   [source_cue] TEXT,
   [confidence] REAL,
   [evidence] TEXT NOT NULL,
   [evidence_start] INTEGER,
   [evidence_end] INTEGER,
   [figure] TEXT,
   [figure_start] INTEGER,
   [figure_end] INTEGER,
   [rules] TEXT,
   [subject_id] INTEGER,
   [metric_id] INTEGER,
   [record] TEXT NOT NULL
) STRICT;
create index claims_by_subject_id_metric_key on claims (subject_id, metric_key);
create index claims_by_claim_id on claims (claim_id);
create index claims_by_article_id on claims (article_id);
create index claims_by_metric_key on claims (metric_key);
create index claims_by_metric_id on claims (metric_id);
create index claims_by_source on claims (source);
create virtual table claims_fts using fts5 (evidence, content='claims', content_rowid='n', tokenize='unicode61 remove_diacritics 2');
create view claims_flat as select claims.claim_id, claims.article_id, claims.subject, claims.company_id, claims.metric, claims.metric_key, claims.kind, claims.value, claims.low, claims.high, claims.number, claims.unit, claims.per, claims.value_kind, claims.modifier, claims.direction, claims.baseline, claims.period, claims.period_start, claims.period_end, claims.realis, claims.modality, claims.polarity, claims.source, claims.source_company_id, claims.source_cue, claims.confidence, claims.evidence, claims.evidence_start, claims.evidence_end, claims.figure, claims.figure_start, claims.figure_end, claims.rules, articles.path, articles.title, articles.published, articles.publisher, articles.url from claims join articles on articles.id = claims.article_id;
CREATE TABLE [companies] (
   [id] TEXT PRIMARY KEY,
   [name] TEXT NOT NULL,
   [country] TEXT,
   [sector] TEXT,
   [isin] TEXT,
   [ticker] TEXT,
   [lei] TEXT,
   [wikidata] TEXT,
   [articles] INTEGER,
   [mentions] INTEGER,
   [claims] INTEGER,
   [record] TEXT NOT NULL
) STRICT;
CREATE TABLE [company_names] (
   [key] TEXT,
   [company_id] TEXT,
   PRIMARY KEY ([key], [company_id])
) STRICT;
CREATE TABLE [subjects] (
   [id] INTEGER PRIMARY KEY,
   [name] TEXT,
   [company_id] TEXT,
   [key] TEXT
) STRICT;
CREATE TABLE [metrics] (
   [id] INTEGER PRIMARY KEY,
   [text] TEXT,
   [metric_key] TEXT,
   [key] TEXT
) STRICT;
create index subjects_by_company_id on subjects (company_id);
create index subjects_by_key on subjects (key);
create index metrics_by_metric_key on metrics (metric_key);

-- 0002-verdicts
CREATE TABLE [verdicts] (
   [n] INTEGER PRIMARY KEY,
   [id] TEXT NOT NULL,
   [kind] TEXT NOT NULL,
   [verdict] TEXT NOT NULL,
   [rule] TEXT NOT NULL,
   [subject] TEXT,
   [company_id] TEXT,
   [metric] TEXT,
   [articles] INTEGER,
   [sources] INTEGER,
   [detail] TEXT,
   [record] TEXT NOT NULL
) STRICT;
create index verdicts_by_verdict on verdicts (verdict);
CREATE TABLE [verdict_claims] (
   [verdict_id] TEXT,
   [place] INTEGER,
   [claim_id] TEXT,
   PRIMARY KEY ([verdict_id], [place])
) STRICT;
create index verdict_claims_by_claim_id on verdict_claims (claim_id);

-- 0003-reviews
CREATE TABLE [reviews] (
   [n] INTEGER PRIMARY KEY,
   [id] TEXT NOT NULL,
   [claim_id] TEXT NOT NULL,
   [article_id] TEXT,
   [mention] TEXT,
   [verdict] TEXT NOT NULL,
   [reviewer] TEXT NOT NULL,
   [time] TEXT NOT NULL,
   [corrected] TEXT,
   [reason] TEXT,
   [note] TEXT,
   [batch] TEXT,
   [undoes] TEXT,
   [evidence_mark] TEXT,
   [slots_mark] TEXT,
   [record] TEXT NOT NULL
) STRICT;
create index reviews_by_claim_id on reviews (claim_id);
create index reviews_by_undoes on reviews (undoes);
CREATE TABLE [review_marks] (
   [claim_id] TEXT PRIMARY KEY,
   [evidence_mark] TEXT,
   [slots_mark] TEXT
) STRICT;
CREATE TABLE [reviews_read] (
   [n] INTEGER PRIMARY KEY,
   [size] INTEGER,
   [modified] INTEGER,
   [taken] INTEGER,
   [tail] TEXT
) STRICT;
create view standing_reviews as select * from reviews where verdict <> 'undo' and not exists (select 1 from reviews as later where later.undoes = reviews.id);
create view decisions as select one.claim_id, one.reviewer, one.verdict, one.corrected, one.reason, one.note, one.time as decided, review_marks.evidence_mark is one.evidence_mark and (one.verdict = 'correct' or review_marks.slots_mark is one.slots_mark) as holds, one.id as review_id from standing_reviews as one left join review_marks on review_marks.claim_id = one.claim_id where not exists (select 1 from standing_reviews as other where other.claim_id = one.claim_id and other.reviewer = one.reviewer and other.n > one.n);
create view claims_reviewed as select claims_flat.*, decisions.reviewer, decisions.verdict, decisions.corrected, decisions.reason, decisions.note, decisions.decided, decisions.holds from claims_flat left join decisions on decisions.claim_id = claims_flat.claim_id;
