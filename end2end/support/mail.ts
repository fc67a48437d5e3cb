// The mail a real SMTP server on this machine has taken.
const mailbox = `http://127.0.0.1:${process.env.E2E_MAILBOX_PORT}`;

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Waits until mail to this address was refused, because there is no such mailbox. */
export async function refusedMail(to: string): Promise<void> {
  for (let tries = 0; tries < 450; tries += 1) {
    if (await (await fetch(`${mailbox}/?refused=${encodeURIComponent(to)}`)).json()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail to ${to} was refused`);
}

/** The newest mail to this address whose text matches, once it has come. */
export async function nextMail(to: string, text: RegExp): Promise<Mail> {
  for (let tries = 0; tries < 150; tries += 1) {
    const mails = (await (await fetch(`${mailbox}/?to=${encodeURIComponent(to)}`)).json()) as Mail[];
    const found = mails.reverse().find((mail) => text.test(mail.text));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail to ${to} that matches ${text}`);
}
