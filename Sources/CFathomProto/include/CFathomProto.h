#include "fathom/v1/control.pb-c.h"
#include "fathom/v1/detections.pb-c.h"
#include "fathom/v1/frame.pb-c.h"
#include "fathom/v1/reward.pb-c.h"
