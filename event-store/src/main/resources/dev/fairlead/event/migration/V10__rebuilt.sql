-- How often a rebuild put other rows in place of a projection's: nodes that remember rows, or stand
-- still because of them, see by it that there are others.
ALTER TABLE projection ADD COLUMN rebuilt bigint DEFAULT 0 NOT NULL;
