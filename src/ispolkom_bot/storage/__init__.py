"""What is kept between restarts: tables, migrations, and how long each thing stays."""
