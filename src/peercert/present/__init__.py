"""Reports and rules made readable: `page` says what is said, its siblings say it in one format each."""
