"""The bot in Telegram: private chats, groups and inline mode."""
