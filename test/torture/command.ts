/**
 * `npm run torture`: people at work while the bot is killed, or with `--notifications` people who are told something,
 * or with `--reminders` a large tenant's day on a slow store, or with `--mailbox` mails that arrive in the watched mailbox,
 * or with `--import` lists of vouchers that are brought in.
 */
if (process.argv.includes('--import')) await import('./lists.ts');
else if (process.argv.includes('--mailbox')) await import('./mailbox.ts');
else if (process.argv.includes('--reminders')) await import('./reminders.ts');
else if (process.argv.includes('--notifications')) await import('./notifications.ts');
else await import('./torture.ts');
