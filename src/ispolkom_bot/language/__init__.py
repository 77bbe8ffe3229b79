"""Words: normal forms, stems, case forms, spelling, transliteration."""
