-- Counts of findings, kept by trigger: the balance at a glance, without counting a million rows.
CREATE TRIGGER finding_counted AFTER INSERT ON finding
BEGIN
  INSERT INTO finding_tally VALUES (NEW.state, NEW.category, NEW.grade, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER finding_moved AFTER UPDATE ON finding
WHEN (OLD.state, OLD.category, OLD.grade) IS NOT (NEW.state, NEW.category, NEW.grade)
BEGIN
  UPDATE finding_tally SET count = count - 1
  WHERE state = OLD.state AND category = OLD.category AND grade = OLD.grade;
  DELETE FROM finding_tally
  WHERE state = OLD.state AND category = OLD.category AND grade = OLD.grade AND count = 0;
  INSERT INTO finding_tally VALUES (NEW.state, NEW.category, NEW.grade, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER finding_uncounted AFTER DELETE ON finding
BEGIN
  UPDATE finding_tally SET count = count - 1
  WHERE state = OLD.state AND category = OLD.category AND grade = OLD.grade;
  DELETE FROM finding_tally
  WHERE state = OLD.state AND category = OLD.category AND grade = OLD.grade AND count = 0;
END;
