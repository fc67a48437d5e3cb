-- Loans, holds and account lines as systems really have them: items without a barcode, two holds on one title on one day,
-- titles of any length, and values that the system does not say, which are not made up here.
ALTER TABLE checkout
    DROP CONSTRAINT checkout_library_person_id_item_barcode_checked_out_at_key,
    ALTER COLUMN item_barcode DROP NOT NULL,
    ALTER COLUMN renewals DROP NOT NULL,
    ALTER COLUMN renewals DROP DEFAULT,
    ADD COLUMN due_at timestamptz;
ALTER TABLE loan_history
    DROP CONSTRAINT loan_history_library_person_id_item_barcode_checked_out_at_key,
    ALTER COLUMN item_barcode DROP NOT NULL,
    ALTER COLUMN renewals DROP NOT NULL,
    ALTER COLUMN renewals DROP DEFAULT,
    ADD COLUMN due_at timestamptz;
ALTER TABLE hold DROP CONSTRAINT hold_library_person_id_title_placed_on_key;
ALTER TABLE account_line
    DROP CONSTRAINT account_line_library_person_id_line_number_key,
    ALTER COLUMN kind DROP NOT NULL,
    ALTER COLUMN outstanding_cents DROP NOT NULL,
    ALTER COLUMN outstanding_cents DROP DEFAULT;
-- In the place of the keys: one person's rows.
CREATE INDEX checkout_person ON checkout (library, person_id);
CREATE INDEX hold_person ON hold (library, person_id);
CREATE INDEX account_line_person ON account_line (library, person_id);
