export type { Departure, IdentityProvider } from "./identity-provider.ts";
export {
  closeSession,
  findSession,
  formToken,
  isFormToken,
  openSession,
  prolongSession,
  sweepSessions,
  type Session,
  type SessionKind,
} from "./session.ts";
export {
  beginSignIn,
  demoIssuer,
  findProfile,
  handOver,
  hasDemoAccounts,
  recognise,
  sweepSignIns,
  takeHandover,
  takeSignIn,
  type Handover,
  type Identification,
  type PendingSignIn,
  type Profile,
  type SignInKind,
} from "./sign-in.ts";
export { holdings } from "./holdings.ts";
