; engine.asm: the network. It turns a question into a reply, one character at a time. It makes no system calls.
;
;       call prepare            ; once, before anything else
;       ld hl,question          ; its text, without blanks at either end (trimmed)
;       ld b,length             ; 1 to MAX_QUESTION
;       call reply_start
; next: call reply_next         ; A = a character, while carry is set
;       jr nc,done
;       ...                     ; print it; any register may be destroyed
;       jr next
;
; A network has a question part, which runs once a reply, and a reply part, which runs for each character. If its head
; is `replies` (HEAD_REPLIES), it has no reply part: reply_start finds the whole reply, and reply_next hands it out.
; If the network is UNSURE of a reply, a text of the build's may take its place (unsure.asm).
;
; All three routines destroy all registers: both sets, IX and IY. They use at most STACK_BYTES of the caller's stack.
; In layouts columns and small, SP points into lists of weights most of the time. If interrupts were on when `prepare`
; was called, these layouts turn them off and on again (columns/columns.asm); if they were off, they stay off. Layouts
; packed and tight leave interrupts alone. Between calls, the caller must not change the engine's memory (memory.asm).
;
;   encode/     text to activations: the question, by the network's encoder, and the reply so far
;   columns/    layouts columns and small: the network as lists of its non-zero weights
;   packed/     layouts packed and tight: the network as two-bit weights
;   argmax.asm  from the last layer's accumulators to an output: a character, or a whole reply
;   texts.asm   replies that lie ready as texts
;   known.asm   replies that alone can come out
;   unsure.asm  is the largest output far enough above the others?
;   macros.asm  macros that several files use

        include "macros.asm"

; reply_start: computes what all characters of a reply have in common, and clears the reply so far.
; In:       HL -> question, trimmed; B = its length, 1 to MAX_QUESTION
; Destroys: everything
reply_start:
        call encode_query
        call query_half
        if HEAD_REPLIES
        call run_network
        if UNSURE
        call is_unsure
        ld hl,unsure_text
        jp c,text_start
        endif
        jp text_find
        else
        if UNSURE
        xor a
        ld (text_left),a
        endif
        if KNOWN_REPLIES
        call known_start
        endif
        jp context_start
        endif

; reply_next: computes the reply's next character.
; Out:      carry: A = character; no carry: the reply has ended
; Destroys: everything else
reply_next:
        if HEAD_REPLIES
        include "texts.asm"
        else
        if UNSURE
        ld a,(text_left)
        or a
        jp nz,text_next
        endif
        ld a,(reply_length)
        cp MAX_REPLY
        ret nc
        if KNOWN_REPLIES
        if UNSURE
        or a                    ; the first pass tells whether the network is unsure: there always is one
        jr z,known_ask
        endif
        call known_only
        jr nc,answer_pick
known_ask:
        endif
        if LAYOUT_COLUMNS-1
        call encode_context
        endif
        call run_network
        if UNSURE
        call is_unsure
        jr c,reply_unsure
        endif
        if KNOWN_REPLIES
        call known_pick
        endif
answer_pick:
        cp OUTPUTS-1
        ret nc                  ; the last entry ends the reply
        if KNOWN_REPLIES
        call known_append
        endif
        ld e,a
        ld d,0
        ld hl,charset
        add hl,de
        ld a,(hl)
        scf
        jp context_append
        if UNSURE
reply_unsure:
        ld a,MAX_REPLY
        ld (reply_length),a     ; nothing follows the text
        ld hl,unsure_text
        call text_start
        include "texts.asm"
        endif
        endif
        if UNSURE
        include "unsure.asm"
        endif
        if KNOWN_REPLIES
        include "known.asm"
        endif

        include "encode/encode.asm"
        if LAYOUT_COLUMNS
        include "columns/columns.asm"
        if HEAD_REPLIES=0
        include "columns/context.asm"
        endif
        include "columns/merge.asm"
        include "columns/question.asm"
        if QUERY_AT_ONCE
        include "columns/query.asm"
        endif
        include "columns/endings.asm"
        if PACKED_COLUMNS
        include "columns/packed-column.asm"
        endif
        else
        include "packed/layers.asm"
        if QUERY_AT_ONCE
        include "packed/query.asm"
        endif
        include "packed/handlers.asm"
        endif
