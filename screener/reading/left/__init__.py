"""What nothing read: words that no node holds are put to a person beside what they tell of."""
