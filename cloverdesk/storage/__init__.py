"""The database engine: connections, migrations, encryption."""
