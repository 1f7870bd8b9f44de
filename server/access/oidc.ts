/** Signing in by an identity provider: OpenID Connect, code flow with PKCE, state and nonce. */
import {
  allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, randomNonce, randomPKCECodeVerifier, randomState, type Configuration,
} from 'openid-client';
import { Refusal } from '../core/refusal.ts';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What the provider calls somebody. */
export interface Subject {
  issuer: string;
  subject: string;
}

/** What the browser keeps while it is at the provider, in a cookie that scripts cannot read. */
interface Kept {
  state: string;
  nonce: string;
  verifier: string;
  /** The token of an invitation that is accepted in this way. */
  invitation: string | null;
}

export const callbackPath = '/oidc/callback';

const encode = (kept: Kept) => Buffer.from(JSON.stringify(kept)).toString('base64url');

function decode(text: string): Kept | null {
  try {
    const { state, nonce, verifier, invitation } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Record<keyof Kept, unknown>>;
    const whole = typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string';
    return whole ? { state, nonce, verifier, invitation: typeof invitation === 'string' ? invitation : null } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export class Oidc {
  private readonly settings: OidcSettings;
  private known: Promise<Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.settings = settings;
  }

  /** The provider's own description, asked for at first use and again after a failure. */
  private configuration(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const address = new URL(issuer);
    const plain = address.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {};
    this.known ??= discovery(address, clientId, clientSecret, undefined, plain).catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  /** The address at which the provider asks who it is, and what the browser keeps meanwhile. Refuses when the provider cannot be reached (OIDC_FAILED). */
  async begin(address: string, invitation: string | null): Promise<{ url: string; kept: string }> {
    const configuration = await this.configuration().catch((error: unknown): never => {
      throw new Refusal({ code: 'OIDC_FAILED', at: 'provider', values: { found: String(error) } });
    });
    const kept: Kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), invitation };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: address + callbackPath, scope: 'openid', state: kept.state, nonce: kept.nonce,
      code_challenge: await calculatePKCECodeChallenge(kept.verifier), code_challenge_method: 'S256',
    });
    return { url: url.href, kept: encode(kept) };
  }

  /** Whom the provider's answer names; throws what the library throws when the answer is not one to the question that the browser keeps. Null when it keeps none. */
  async finish(url: URL, text: string | null): Promise<{ subject: Subject; invitation: string | null } | null> {
    const kept = text === null ? null : decode(text);
    if (!kept) return null;
    const tokens = await authorizationCodeGrant(await this.configuration(), url, {
      pkceCodeVerifier: kept.verifier, expectedState: kept.state, expectedNonce: kept.nonce, idTokenExpected: true,
    });
    const claims = tokens.claims();
    return claims ? { subject: { issuer: claims.iss, subject: claims.sub }, invitation: kept.invitation } : null;
  }
}
