// A staff account of one's own for each journey, added on the command line as an administrator does.
import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { urlOf } from './libraries';
import { portal } from './patron';

export interface Staff {
  library: string;
  login: string;
  password: string;
  /** The second factor's secret. */
  secret: Buffer;
  /** The last step whose code was used: each works once. */
  used: number;
}

let serial = 0;

type Role = 'desk' | 'collection-services-manager' | 'director' | 'administrator' | 'volunteer';

export function newStaff(library: string, role: Role, name = 'Wanda Okafor'): Staff {
  serial += 1;
  const login = `e2e-${process.pid}-${Date.now() % 1_000_000}-${serial}`;
  const said = portal('staff', 'add', library, login, '--name', name, '--role', role);
  const password = /Password: (\S+)/.exec(said)![1];
  const secret = base32(/secret=([A-Z2-7]+)/.exec(said)![1]);
  return { library, login, password, secret, used: 0 };
}

function base32(text: string): Buffer {
  const bits = [...text].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
}

/** The code of a step (RFC 6238). */
function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * A code that was not used yet. One step of grace on either side is allowed; the step of now is taken first, so that a
 * step that ends on the way to the server costs nothing.
 */
export function code(staff: Staff): string {
  const now = Math.floor(Date.now() / 30_000);
  const step = Math.max(now, staff.used + 1);
  staff.used = step;
  return codeAt(staff.secret, step);
}

export async function signInAtDesk(page: Page, staff: Staff): Promise<void> {
  await page.goto(urlOf(staff.library, '/desk/sign-in'));
  await page.getByLabel('User name').fill(staff.login);
  await page.getByLabel('Password', { exact: true }).fill(staff.password);
  await page.getByLabel('Code from your authenticator app').fill(code(staff));
  await page.getByRole('button', { name: 'Staff sign-in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Work at the desk' })).toBeVisible();
}
