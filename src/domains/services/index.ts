export { publishCurrentOffer } from "./publish-offer.ts";
export {
  adoptService,
  findCurrentRelease,
  getRelease,
  listCurrentReleases,
  loadPinned,
  loadService,
  publishOfferJob,
  setStatus,
  type AdoptionStatus,
  type Release,
} from "./service.ts";
