export { publishCurrentOffer } from "./publish-offer.ts";
export {
  adoptService,
  findCurrentRelease,
  findReleaseByNumber,
  getRelease,
  listCurrentReleases,
  loadPinned,
  loadService,
  publishOfferJob,
  setStatus,
  type AdoptionStatus,
  type Release,
} from "./service.ts";
export { holdings } from "./holdings.ts";
