// A real SMTP server that keeps what it gets; `GET /?to=` on the second port lists it.
import { createServer } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const [smtpPort, httpPort] = process.argv.slice(2).map(Number);
const mails = [];

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  async onData(stream, session, done) {
    const mail = await simpleParser(stream);
    for (const recipient of session.envelope.rcptTo) {
      mails.push({ to: recipient.address, subject: mail.subject, text: mail.text });
    }
    done();
  },
});

createServer((request, response) => {
  const to = new URL(request.url, 'http://localhost').searchParams.get('to');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(mails.filter((mail) => mail.to === to)));
}).listen(httpPort, '127.0.0.1');

smtp.listen(smtpPort, '127.0.0.1');
