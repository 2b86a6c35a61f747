; engine.asm: the network. From a question to its reply, a character at a time; it calls no system.
;
;       call prepare            ; once, before anything else
;       ld hl,question          ; its text, without blanks at either end
;       ld b,length             ; 1 to MAX_QUESTION
;       call reply_start
; next: call reply_next         ; A = a character, while carry is set
;       jr nc,done
;       ...                     ; print it; any register may be destroyed
;       jr next
;
; All three destroy all registers: both sets, IX and IY. Their stack is the caller's, STACK_BYTES of it at most, but
; in layouts columns and small SP points into lists of weights most of the time. There the engine turns interrupts
; off and on again (columns/columns.asm), if they were on at `prepare`; if they were off, they stay off. The other
; layout doesn't touch them. Between its calls the engine wants nothing but its memory (memory.asm) kept.
;
;   encode/     text to activations: the question, by the network's encoder, and the reply so far
;   columns/    layouts columns and small: the network as lists of what isn't zero
;   packed/     layout packed: the network as two-bit weights
;   argmax.asm  from the last layer to a character
;   macros.asm  steps of several files

        include "macros.asm"

; reply_start: everything that a reply's characters have in common.
; In:       HL -> question, B = its length, 1 to MAX_QUESTION, trimmed
; Destroys: everything
reply_start:
        call encode_query
        call query_half
        jp context_start

; reply_next: the reply's next character.
; Out:      carry: A = character; no carry: the reply has ended
; Destroys: everything else
reply_next:
        ld a,(reply_length)
        cp MAX_REPLY
        ret nc
        if LAYOUT_COLUMNS-1
        call encode_context
        endif
        call run_network
answer_pick:
        cp CHARSET_SIZE-1
        ret nc                  ; the last entry ends the reply
        ld e,a
        ld d,0
        ld hl,charset
        add hl,de
        ld a,(hl)
        scf
        jp context_append

        include "encode/encode.asm"
        if LAYOUT_COLUMNS
        include "columns/columns.asm"
        include "columns/context.asm"
        include "columns/merge.asm"
        include "columns/question.asm"
        if QUERY_PACKED
        include "columns/query.asm"
        endif
        include "columns/expand.asm"
        include "columns/shared-sums.asm"
        if LAYOUT_SMALL
        include "columns/decode.asm"
        endif
        include "columns/chains.asm"
        include "columns/loaders.asm"
        include "columns/segments.asm"
        else
        include "packed/layers.asm"
        include "packed/handlers.asm"
        endif
