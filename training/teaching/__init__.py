"""Teaching: what a person's corrections bring, measured on writers that a model has never seen."""
