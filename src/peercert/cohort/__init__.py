"""Many people at once: tables in, tables out, each row judged exactly as `peercert.evaluate` judges one record."""
