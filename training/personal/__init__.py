"""Personal fine-tuning: a model learns one person's hand from corrections, and is judged before it is used."""
