/** `npm run torture`: people at work while the bot is killed, or with `--notifications` people who are told something. */
if (process.argv.includes('--notifications')) await import('./notifications.ts');
else await import('./torture.ts');
