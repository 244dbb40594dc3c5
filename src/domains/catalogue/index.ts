export { catalogueVersion, listOffers, publishOffer, withdrawOffer } from "./catalogue-store.ts";
export { buildIndex, search, type Hit, type SearchIndex } from "./search.ts";
export type { Offer } from "./offer.ts";
export { holdings } from "./holdings.ts";
