-- What is wrong with a paper on its face, and how it was put right (M8, C2).
ALTER TABLE legal_process ADD COLUMN defects text[] NOT NULL DEFAULT '{}';  -- domain::process::Defect
ALTER TABLE legal_process ADD COLUMN defects_cured text CHECK (defects_cured <> '');
