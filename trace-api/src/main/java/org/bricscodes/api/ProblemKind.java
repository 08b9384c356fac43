package org.bricscodes.api;

/**
 * Every way a request can fail: the one table of code, status and title (RFC 9457 §3.1). The {@code
 * type} of a problem is the service's documentation address plus {@link #code}; under {@code
 * /epcis} it is {@link #epcisType()}, as EPCIS 2.0 §12 names it.
 */
enum ProblemKind {
  MALFORMED_REQUEST(400, "malformed-request", "The request cannot be read", Epcis.VALIDATION),
  INVALID_LINK(400, "invalid-link", "Not a valid GS1 Digital Link", Epcis.VALIDATION),
  INVALID_CODE(400, "invalid-code", "Not a valid product code", Epcis.VALIDATION),
  INVALID_PARAMETER(400, "invalid-parameter", "A parameter is not valid", Epcis.PARAMETER),
  INVALID_QUERY(400, "invalid-query", "The query is not valid", Epcis.QUERY_VALIDATION),
  INVALID_SUBSCRIPTION(
      400, "invalid-subscription", "The subscription is not valid", Epcis.SUBSCRIPTION_CONTROLS),
  INVALID_BODY(400, "invalid-body", "The body is not valid", Epcis.VALIDATION),
  KEY_MISSING(401, "key-missing", "An API key is required", Epcis.SECURITY),
  KEY_UNKNOWN(401, "key-unknown", "The API key is not known", Epcis.SECURITY),
  NOT_PERMITTED(403, "not-permitted", "This key may not do that", Epcis.SECURITY),
  NOT_YOURS(403, "not-yours", "This belongs to another party", Epcis.SECURITY),
  NOT_SIGNED(403, "not-signed", "The log did not sign this", Epcis.SECURITY),
  NOT_FOUND(404, "not-found", "There is nothing here", Epcis.NO_RESOURCE),
  NO_SUCH_QUERY(404, "no-such-query", "There is no query of this name", Epcis.NO_NAME),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "Not with this method", Epcis.IMPLEMENTATION),
  NOT_ACCEPTABLE(406, "not-acceptable", "No representation fits", Epcis.NOT_ACCEPTABLE),
  REQUEST_TIMEOUT(408, "request-timeout", "The request took too long", Epcis.IMPLEMENTATION),
  CONFLICT(409, "conflict", "It already exists", Epcis.EXISTS),
  WRONG_STATE(409, "wrong-state", "Not in the state it is in", Epcis.IMPLEMENTATION),
  TOO_MANY(409, "too-many", "There are as many as may be", Epcis.IMPLEMENTATION),
  PRECONDITION_FAILED(412, "precondition-failed", "It is another by now", Epcis.IMPLEMENTATION),
  BODY_TOO_LARGE(413, "body-too-large", "The body is too large", Epcis.CAPTURE_LIMIT),
  QUERY_TOO_COMPLEX(413, "query-too-complex", "The query is too broad", Epcis.QUERY_TOO_COMPLEX),
  RESULT_TOO_LARGE(413, "result-too-large", "The result is too large", Epcis.QUERY_TOO_LARGE),
  URI_TOO_LONG(414, "uri-too-long", "The address is too long", Epcis.URI_TOO_LONG),
  UNSUPPORTED_MEDIA_TYPE(
      415, "unsupported-media-type", "This media type is not understood", Epcis.MEDIA_TYPE),
  RANGE_NOT_SATISFIABLE(416, "range-not-satisfiable", "It has no such bytes", Epcis.IMPLEMENTATION),
  INCONSISTENT(422, "inconsistent", "It does not extend what was cosigned", Epcis.IMPLEMENTATION),
  TOO_MANY_REQUESTS(429, "too-many-requests", "Too often", Epcis.IMPLEMENTATION),
  OVER_SHARE(429, "over-share", "You have your share", Epcis.IMPLEMENTATION),
  HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large", Epcis.VALIDATION),
  INTERNAL(500, "internal", "The service failed", Epcis.IMPLEMENTATION),
  NOT_IMPLEMENTED(501, "not-implemented", "Not offered by this service", Epcis.IMPLEMENTATION),
  LOST_ANSWER(502, "lost-answer", "The answer was lost", Epcis.IMPLEMENTATION),
  OVERLOADED(503, "overloaded", "The service is busy", Epcis.IMPLEMENTATION),
  UNAVAILABLE(503, "unavailable", "The service cannot do this now", Epcis.IMPLEMENTATION);

  private final int status;
  private final String code;
  private final String title;
  private final String epcisName;

  ProblemKind(int status, String code, String title, String epcisName) {
    this.status = status;
    this.code = code;
    this.title = title;
    this.epcisName = epcisName;
  }

  int status() {
    return status;
  }

  /** Stable, for programs: lower-case words joined by hyphens. */
  String code() {
    return code;
  }

  String title() {
    return title;
  }

  String epcisType() {
    return "epcisException:" + epcisName;
  }

  private static final class Epcis {
    static final String VALIDATION = "ValidationException";
    static final String PARAMETER = "QueryParameterException";
    static final String QUERY_VALIDATION = "QueryValidationException";
    static final String SUBSCRIPTION_CONTROLS = "SubscriptionControlsException";
    static final String NO_NAME = "NoSuchNameException";
    static final String SECURITY = "SecurityException";
    static final String NO_RESOURCE = "NoSuchResourceException";
    static final String NOT_ACCEPTABLE = "NotAcceptableException";
    static final String EXISTS = "ResourceAlreadyExistsException";
    static final String CAPTURE_LIMIT = "CaptureLimitExceededException";
    static final String QUERY_TOO_LARGE = "QueryTooLargeException";
    static final String QUERY_TOO_COMPLEX = "QueryTooComplexException";
    static final String URI_TOO_LONG = "URITooLongException";
    static final String MEDIA_TYPE = "UnsupportedMediaTypeException";
    static final String IMPLEMENTATION = "ImplementationException";

    private Epcis() {}
  }
}
